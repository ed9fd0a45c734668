"""Roles given and taken from several connections at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connections

from core.access.actors import SYSTEM
from core.access.models import RoleAssignment, SubsiteUserPermission
from core.access.roles import CENTRAL_ROLES
from core.access.services import assign_role, move_member, revoke_role
from core.accounts.models import User
from core.testing.county import County
from core.testing.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def together(*works: Callable[[], object]) -> list[bool]:
    """Run each in a thread, and so on a connection, of its own, all at once. Returns which were not refused."""
    barrier = Barrier(len(works))

    def run(work: Callable[[], object]) -> bool:
        try:
            barrier.wait(timeout=20)
            work()
        except (ValidationError, PermissionDenied):
            return False
        else:
            return True
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_managers_who_remove_each_other_leave_one(county: County) -> None:
    managers = [UserFactory(role="manager", role__subsite=county.shiqiao) for _ in range(4)]
    pairs = list(zip(managers, managers[1:] + managers[:1], strict=True))
    done = together(
        *[
            lambda by=by, user=user: revoke_role(
                user=user, role="manager", subsite=county.shiqiao, by=User.objects.get(pk=by.pk)
            )
            for by, user in pairs
        ]
    )
    left = RoleAssignment.objects.filter(subsite=county.shiqiao, role="manager").count()
    assert left == 4 - sum(done)
    assert left >= 1


def test_all_managers_who_leave_at_once_leave_one(county: County) -> None:
    managers = [UserFactory(role="manager", role__subsite=county.shiqiao) for _ in range(4)]
    done = together(
        *[
            lambda user=user: revoke_role(user=user, role="manager", subsite=county.shiqiao, by=user)
            for user in managers
        ]
    )
    assert sorted(done) == [False, True, True, True]
    assert RoleAssignment.objects.filter(subsite=county.shiqiao, role="manager").count() == 1


def test_nobody_gets_two_powers_at_once(county: County) -> None:
    person = UserFactory()
    done = together(
        *[
            lambda role=role: assign_role(user=person, role=role, subsite=county.portal, by=SYSTEM)
            for role in sorted(CENTRAL_ROLES)
        ],
        lambda: assign_role(user=person, role="contributor", subsite=county.shiqiao, by=SYSTEM),
    )
    assert sum(done) == 1
    assert RoleAssignment.objects.filter(user=person).count() == 1


def test_moves_in_opposite_directions_do_not_wait_for_each_other(county: County) -> None:
    centre = UserFactory(role="central_administrator", role__subsite=county.portal)
    one = UserFactory(role="contributor", role__subsite=county.shiqiao)
    two = UserFactory(role="contributor", role__subsite=county.finance)
    done = together(
        lambda: move_member(user=one, from_=county.shiqiao, to=county.finance, role="contributor", by=centre),
        lambda: move_member(user=two, from_=county.finance, to=county.shiqiao, role="contributor", by=centre),
    )
    assert done == [True, True]
    assert set(RoleAssignment.objects.filter(role="contributor").values_list("user", "subsite")) == {
        (one.pk, county.finance.pk),
        (two.pk, county.shiqiao.pk),
    }


def test_the_same_role_from_many_sides_is_one_role(county: County) -> None:
    person = UserFactory()
    done = together(
        *[
            lambda: assign_role(user=person, role="contributor", subsite=county.shiqiao, by=SYSTEM)
            for _ in range(5)
        ]
    )
    assert done == [True] * 5
    assert RoleAssignment.objects.filter(user=person).count() == 1
    rows = SubsiteUserPermission.objects.filter(user=person)
    assert rows.count() == rows.values("permission").distinct().count() > 0
