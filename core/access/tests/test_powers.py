"""Three powers — system, security, audit — and none acts as another."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from core.access.actors import SYSTEM
from core.access.grants import grants_of, has_permission
from core.access.models import RoleAssignment
from core.access.permissions import permissions_of
from core.access.roles import CENTRAL_ROLES, Role
from core.access.services import assign_role, revoke_role
from core.accounts.models import User
from core.policy.plans import Change
from core.policy.rules import Rule, RuleKey
from core.policy.services import change_policy
from core.testing.county import County
from core.testing.factories import UserFactory

POWERS = sorted(CENTRAL_ROLES)
KEY = {
    Role.SYSTEM_ADMINISTRATOR: "operate_system",
    Role.CENTRAL_ADMINISTRATOR: "administer_policy",
    Role.CENTRAL_AUDITOR: "audit_everything",
}


def holder(county: County, role: Role) -> User:
    person = UserFactory(role=role.value, role__subsite=county.portal)
    return User.objects.get(pk=person.pk)


@pytest.mark.parametrize("role", POWERS)
def test_each_power_holds_its_own_key_alone(county: County, role: Role) -> None:
    person = holder(county, role)
    assert {other: has_permission(person, key, county.portal) for other, key in KEY.items()} == {
        other: other == role for other in KEY
    }


def test_the_system_administrator_touches_no_office(county: County) -> None:
    person = holder(county, Role.SYSTEM_ADMINISTRATOR)
    assert grants_of(person) == {county.portal.pk: {"access_admin", "operate_system"}}
    with pytest.raises(PermissionDenied):
        assign_role(user=UserFactory(), role="contributor", subsite=county.portal, by=person)
    with pytest.raises(PermissionDenied):
        change_policy(changes=[Change(RuleKey("comments"), Rule.FORBIDDEN)], by=person)


def test_the_auditor_reads_everywhere_and_changes_nothing(county: County) -> None:
    person = holder(county, Role.CENTRAL_AUDITOR)
    reading = {"access_admin", "view_audit", "audit_everything"}
    assert list(grants_of(person).values()) == [reading] * 5
    with pytest.raises(PermissionDenied):
        assign_role(user=UserFactory(), role="contributor", subsite=county.shiqiao, by=person)
    with pytest.raises(PermissionDenied):
        change_policy(changes=[Change(RuleKey("comments"), Rule.FORBIDDEN)], by=person)


def test_the_security_power_reads_no_records_and_operates_nothing(county: County, client: Client) -> None:
    person = holder(county, Role.CENTRAL_ADMINISTRATOR)
    assert not has_permission(person, "view_audit", county.shiqiao)
    assert not person.has_perm("wagtailcore.change_site")
    client.force_login(person)
    assert client.get(reverse("wagtailsites:index")).status_code == 404


def test_the_system_administrator_has_the_screens_of_sites_and_languages(
    county: County, client: Client
) -> None:
    client.force_login(holder(county, Role.SYSTEM_ADMINISTRATOR))
    assert client.get(reverse("wagtailsites:index")).status_code == 200
    assert client.get(reverse("wagtaillocales:index")).status_code == 200
    assert client.get(reverse("wagtailusers_users:index")).status_code == 404
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("held", POWERS)
@pytest.mark.parametrize("given", [*POWERS, Role.CONTRIBUTOR, Role.AUDITOR])
def test_whoever_holds_a_power_holds_nothing_else(county: County, held: Role, given: Role) -> None:
    if held == given:
        return
    person = holder(county, held)
    with pytest.raises(ValidationError):
        assign_role(user=person, role=given, subsite=county.portal, by=SYSTEM)
    member = UserFactory(role="contributor", role__subsite=county.shiqiao)
    with pytest.raises(ValidationError):
        assign_role(user=member, role=held, subsite=county.portal, by=SYSTEM)
    assert list(RoleAssignment.objects.filter(user=person).values_list("role", flat=True)) == [held]


def test_the_database_refuses_a_second_power(county: County) -> None:
    person = holder(county, Role.CENTRAL_AUDITOR)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleAssignment.objects.create(user=person, role=Role.SYSTEM_ADMINISTRATOR, subsite=county.portal)


def test_nobody_gives_themselves_a_role(county: County) -> None:
    person = holder(county, Role.CENTRAL_ADMINISTRATOR)
    for role in (Role.CENTRAL_AUDITOR, Role.MANAGER):
        with pytest.raises(PermissionDenied):
            assign_role(user=person, role=role, subsite=county.portal, by=person)
    manager = UserFactory(role="manager", role__subsite=county.shiqiao)
    with pytest.raises(PermissionDenied):
        assign_role(user=manager, role="contributor", subsite=county.shiqiao, by=manager)
    assert RoleAssignment.objects.count() == 2


def test_the_central_administrator_hands_out_every_role(county: County) -> None:
    person = holder(county, Role.CENTRAL_ADMINISTRATOR)
    for role in Role:
        given = UserFactory()
        assign_role(user=given, role=role, subsite=county.portal, by=person)
        assert grants_of(given)[county.portal.pk] == permissions_of(role)


def test_a_power_is_never_left_without_a_holder(county: County) -> None:
    first, second = holder(county, Role.CENTRAL_ADMINISTRATOR), holder(county, Role.CENTRAL_ADMINISTRATOR)
    revoke_role(user=first, role=Role.CENTRAL_ADMINISTRATOR, subsite=county.portal, by=second)
    with pytest.raises(ValidationError):
        revoke_role(user=second, role=Role.CENTRAL_ADMINISTRATOR, subsite=county.portal, by=second)
    assert has_permission(User.objects.get(pk=second.pk), "administer_policy", county.portal)
