"""Leaving in order: handed over, switched off, nothing orphaned, nothing deleted."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from wagtail.models import Page

from core.access.actors import SYSTEM
from core.access.models import RoleAssignment, SubsiteUserPermission
from core.accounts.leaving.services import leave
from core.accounts.leaving.signals import work_handed_over
from core.accounts.models import User
from core.audit.models import AuditRecord
from core.testing.county import County, make_article
from core.testing.factories import PASSWORD, UserFactory


def drafted(county: County, office: str, owner: User) -> Page:
    column = county.home(office).get_children().get(slug="news").specific
    page = make_article(column, "草稿", live=False)
    page.locked, page.locked_by, page.owner = True, owner, owner
    page.save()
    return page


def test_work_goes_to_the_successor_and_the_account_is_off(county: County) -> None:
    manager = UserFactory(role="manager", role__subsite=county.shiqiao)
    user = UserFactory(role="contributor", role__subsite=county.shiqiao)
    successor = UserFactory(role="contributor", role__subsite=county.shiqiao)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    page = drafted(county, "shiqiao", user)
    client = Client()
    client.force_login(user, backend="core.accounts.backends.AccountBackend")
    done = leave(user=user, successor=successor, by=manager)
    assert done == {"offices": 1, "pages": 1, "sessions": 1}
    page.refresh_from_db()
    assert (page.owner, page.locked, page.locked_by) == (successor, False, None)
    user.refresh_from_db()
    assert (user.is_active, user.has_usable_password()) == (False, False)
    assert not RoleAssignment.objects.filter(user=user).exists()
    assert not SubsiteUserPermission.objects.filter(user=user).exists()
    assert not Authenticator.objects.filter(user=user).exists()
    assert client.get("/admin/")["Location"].startswith("/accounts/login/")
    entry = AuditRecord.objects.get(action="account.left")
    assert (entry.actor, entry.data) == (manager, {**done, "successor": successor.pk})
    Client().post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    assert User.objects.filter(pk=user.pk).exists()


def test_without_a_successor_the_office_has_it(county: County) -> None:
    user = UserFactory(role="contributor", role__subsite=county.shiqiao)
    page = drafted(county, "shiqiao", user)
    leave(user=user, by=SYSTEM)
    page.refresh_from_db()
    assert (page.owner, page.locked) == (None, False)


def test_a_successor_gets_nothing_of_an_office_where_they_do_not_work(county: County) -> None:
    user = UserFactory(role="contributor", role__subsite=county.baijie)
    page = drafted(county, "baijie", user)
    leave(user=user, successor=UserFactory(role="contributor", role__subsite=county.shiqiao), by=SYSTEM)
    page.refresh_from_db()
    assert page.owner is None


def test_the_last_manager_does_not_leave_an_office_without_one(county: County) -> None:
    centre = UserFactory(role="central_administrator", role__subsite=county.portal)
    user = UserFactory(role="manager", role__subsite=county.shiqiao)
    page = drafted(county, "shiqiao", user)
    with pytest.raises(ValidationError):
        leave(user=user, by=centre)
    user.refresh_from_db()
    page.refresh_from_db()
    assert (user.is_active, page.owner) == (True, user)
    assert RoleAssignment.objects.filter(user=user).count() == 1


def test_who_may_not(county: County) -> None:
    user = UserFactory(role="contributor", role__subsite=county.shiqiao)
    for other in (
        user,
        UserFactory(role="manager", role__subsite=county.baijie),
        UserFactory(role="approver", role__subsite=county.shiqiao),
        UserFactory(),
    ):
        with pytest.raises(PermissionDenied):
            leave(user=user, by=other)
    assert User.objects.get(pk=user.pk).is_active


def test_a_manager_of_one_office_does_not_see_off_who_works_for_two(county: County) -> None:
    from core.access.services import assign_role

    manager = UserFactory(role="manager", role__subsite=county.shiqiao)
    user = UserFactory(role="contributor", role__subsite=county.shiqiao)
    assign_role(user=user, role="reviewer", subsite=county.finance, by=SYSTEM)
    with pytest.raises(PermissionDenied):
        leave(user=user, by=manager)


def test_twice_and_impossible_successors(county: County) -> None:
    user = UserFactory(role="contributor", role__subsite=county.shiqiao)
    with pytest.raises(ValidationError):
        leave(user=user, successor=user, by=SYSTEM)
    with pytest.raises(ValidationError):
        leave(user=user, successor=UserFactory(is_active=False), by=SYSTEM)
    leave(user=user, by=SYSTEM)
    with pytest.raises(ValidationError):
        leave(user=user, by=SYSTEM)


def test_an_app_that_cannot_hand_over_undoes_all_of_it(county: County) -> None:
    user = UserFactory(role="contributor", role__subsite=county.shiqiao)

    def refuse(sender: Any, **kwargs: Any) -> None:
        raise ValidationError("A task cannot be handed over.")

    work_handed_over.connect(refuse)
    try:
        with pytest.raises(ValidationError):
            leave(user=user, by=SYSTEM)
    finally:
        work_handed_over.disconnect(refuse)
    assert User.objects.get(pk=user.pk).is_active
    assert RoleAssignment.objects.filter(user=user).exists()


def test_on_the_command_line(county: County, capsys: Any) -> None:
    user = UserFactory(username="gone", role="contributor", role__subsite=county.shiqiao)
    call_command("leave", "gone")
    assert capsys.readouterr().out == "offices: 1, pages: 0, sessions: 0\n"
    assert not User.objects.get(pk=user.pk).is_active
    with pytest.raises(CommandError, match="There is no account 'nobody'"):
        call_command("leave", "nobody")
