"""Roles, grants and the services that keep them together."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from guardian.shortcuts import get_perms

from core.access.actors import SYSTEM
from core.access.grants import grants_of, has_permission, require, subsites_with
from core.access.models import RoleAssignment, SubsiteUserPermission
from core.access.permissions import permissions_of
from core.access.roles import Role
from core.access.services import assign_role, revoke_role, sync_grants
from core.accounts.models import User
from core.audit.models import AuditRecord
from core.testing.county import County
from core.testing.factories import UserFactory


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_a_role_is_its_permissions_on_one_subsite(county: County) -> None:
    person = UserFactory(role="contributor", role__subsite=county.shiqiao)
    assert has_permission(person, "edit_content", county.shiqiao)
    assert not has_permission(person, "publish_content", county.shiqiao)
    assert not has_permission(person, "edit_content", county.baijie)
    assert not has_permission(person, "edit_content", county.portal)
    assert set(get_perms(fresh(person), county.shiqiao)) == permissions_of(Role.CONTRIBUTOR)
    assert get_perms(fresh(person), county.baijie) == []


def test_two_roles_overlap_without_doubling_and_taking_one_leaves_the_other(county: County) -> None:
    person = UserFactory(role="contributor", role__subsite=county.shiqiao)
    assign_role(user=person, role=Role.APPROVER, subsite=county.shiqiao, by=SYSTEM)
    revoke_role(user=person, role=Role.APPROVER, subsite=county.shiqiao, by=SYSTEM)
    assert grants_of(fresh(person)) == {county.shiqiao.pk: permissions_of(Role.CONTRIBUTOR)}


def test_assigning_twice_is_assigning_once(county: County) -> None:
    person = UserFactory(role="manager", role__subsite=county.shiqiao)
    assign_role(user=person, role=Role.MANAGER, subsite=county.shiqiao, by=SYSTEM)
    assert RoleAssignment.objects.filter(user=person).count() == 1
    assert AuditRecord.objects.filter(action="role.assigned", target_id=str(person.pk)).count() == 1


def test_nobody_grants_outside_their_office(county: County) -> None:
    manager = UserFactory(role="manager", role__subsite=county.shiqiao)
    stranger = UserFactory()
    with pytest.raises(PermissionDenied):
        assign_role(user=stranger, role=Role.CONTRIBUTOR, subsite=county.baijie, by=manager)
    assert not RoleAssignment.objects.filter(user=stranger).exists()
    assert not SubsiteUserPermission.objects.filter(user=stranger).exists()


def test_nobody_grants_what_they_do_not_hold(county: County) -> None:
    manager = UserFactory(role="manager", role__subsite=county.portal)
    with pytest.raises(PermissionDenied, match=r"do not hold|没有"):
        assign_role(user=manager, role=Role.CENTRAL_ADMINISTRATOR, subsite=county.portal, by=manager)
    assert not has_permission(fresh(manager), "administer_policy", county.portal)


def test_a_manager_makes_a_contributor(county: County) -> None:
    manager = UserFactory(role="manager", role__subsite=county.shiqiao)
    person = UserFactory()
    assign_role(user=person, role=Role.CONTRIBUTOR, subsite=county.shiqiao, by=manager)
    assert has_permission(person, "edit_content", county.shiqiao)
    record = AuditRecord.objects.get(action="role.assigned", actor=manager)
    assert (record.subsite_id, record.data) == (county.shiqiao.pk, {"role": "contributor"})


def test_the_last_manager_stays(county: County) -> None:
    manager = UserFactory(role="manager", role__subsite=county.shiqiao)
    with pytest.raises(ValidationError):
        revoke_role(user=manager, role=Role.MANAGER, subsite=county.shiqiao, by=manager)
    assert has_permission(fresh(manager), "manage_members", county.shiqiao)


def test_a_central_role_lives_on_the_portal_and_reaches_everywhere(county: County) -> None:
    person = UserFactory()
    with pytest.raises(ValidationError):
        assign_role(user=person, role=Role.CENTRAL_ADMINISTRATOR, subsite=county.shiqiao, by=SYSTEM)
    assign_role(user=person, role=Role.CENTRAL_ADMINISTRATOR, subsite=county.portal, by=SYSTEM)
    person = fresh(person)
    assert len(subsites_with(person, "manage_plugins")) == 5
    assert has_permission(person, "administer_policy", county.portal)


def test_an_auditor_changes_nothing(county: County) -> None:
    person = UserFactory(role="auditor", role__subsite=county.shiqiao)
    assert grants_of(person)[county.shiqiao.pk] == {"access_admin", "view_audit"}


def test_an_unknown_permission_is_a_mistake_not_a_no(county: County) -> None:
    with pytest.raises(ValueError, match="no permission 'edit_contents'"):
        has_permission(UserFactory(), "edit_contents", county.shiqiao)


def test_a_person_who_left_holds_nothing(county: County) -> None:
    person = UserFactory(role="manager", role__subsite=county.shiqiao)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert not has_permission(fresh(person), "edit_content", county.shiqiao)
    with pytest.raises(PermissionDenied):
        require(fresh(person), "edit_content", county.shiqiao)


def test_grants_can_be_written_anew_from_the_assignments(county: County) -> None:
    person = UserFactory(role="approver", role__subsite=county.shiqiao)
    SubsiteUserPermission.objects.filter(user=person).delete()
    assert sync_grants() == 1
    assert grants_of(fresh(person)) == {county.shiqiao.pk: permissions_of(Role.APPROVER)}
