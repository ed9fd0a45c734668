"""Giving and taking roles. Assignments and guardian's rows change together, here only."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.audit.services import record
from core.tenancy.models import Subsite

from .actors import SYSTEM, Actor
from .grants import forget_grants, has_permission, require
from .models import RoleAssignment, SubsiteUserPermission
from .permissions import definitions, permissions_of
from .roles import CENTRAL_ROLES, Role

if TYPE_CHECKING:
    from core.accounts.models import User


def sync_permissions() -> None:
    """Make the Permission rows say what is defined in code: adds and relabels, never removes."""
    content_type = ContentType.objects.get_for_model(Subsite)
    present = {row.codename: row for row in Permission.objects.filter(content_type=content_type)}
    for definition in definitions().values():
        label = str(definition.label)[:255]
        row = present.get(definition.codename)
        if row is None:
            Permission.objects.create(content_type=content_type, codename=definition.codename, name=label)
        elif row.name != label:
            row.name = label
            row.save(update_fields=["name"])


def _write_grants(user: "User", subsite_id: int) -> None:
    """Make guardian's rows for one person and one subsite equal what the roles carry."""
    wanted: set[str] = set()
    for role in RoleAssignment.objects.filter(user=user, subsite_id=subsite_id).values_list(
        "role", flat=True
    ):
        wanted |= permissions_of(role)
    rows = SubsiteUserPermission.objects.filter(user=user, content_object_id=subsite_id)
    present = set(rows.values_list("permission__codename", flat=True))
    rows.filter(permission__codename__in=present - wanted).delete()
    missing = Permission.objects.filter(
        content_type=ContentType.objects.get_for_model(Subsite), codename__in=wanted - present
    )
    SubsiteUserPermission.objects.bulk_create(
        SubsiteUserPermission(user=user, content_object_id=subsite_id, permission=permission)
        for permission in missing
    )
    forget_grants(user)


def _may_hand_out(by: Actor, role: Role, subsite: Subsite) -> None:
    """Nobody grants what they do not hold."""
    require(by, "manage_members", subsite)
    lacking = [code for code in permissions_of(role) if not has_permission(by, code, subsite)]
    if lacking:
        raise PermissionDenied(
            _("The role “%(role)s” holds permissions that you do not hold yourself.") % {"role": role.label}
        )


@transaction.atomic
def assign_role(*, user: "User", role: Role | str, subsite: Any, by: Actor) -> RoleAssignment:
    """Give a person a role on a subsite; giving it twice is giving it once.

    `subsite` is a Subsite or a SubsiteEntry. Raises PermissionDenied when `by` may not, ValidationError for
    a central role outside the county portal.
    """
    role = Role(role)
    row = Subsite.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=subsite.pk)
    _may_hand_out(by, role, row)
    if role in CENTRAL_ROLES and row.organisation.kind != "county":
        raise ValidationError(_("A central role is given on the county portal only."))
    assignment, created = RoleAssignment.objects.get_or_create(user=user, role=role, subsite=row)
    if created:
        _write_grants(user, row.pk)
        record(action="role.assigned", by=by, subsite=row, target=user, data={"role": role.value})
    return assignment


@transaction.atomic
def revoke_role(*, user: "User", role: Role | str, subsite: Any, by: Actor) -> None:
    """Take a role from a person; nothing happens when they do not hold it.

    Raises PermissionDenied when `by` may not, ValidationError when the subsite would lose its last manager.
    """
    role = Role(role)
    row = Subsite.objects.select_for_update(of=("self",)).get(pk=subsite.pk)
    _may_hand_out(by, role, row)
    assignments = RoleAssignment.objects.filter(role=role, subsite=row)
    mine = assignments.filter(user=user)
    if not mine.exists():
        return
    if role == Role.MANAGER and by is not SYSTEM and not assignments.exclude(user=user).exists():
        raise ValidationError(_("This is the last manager of the subsite. Name another one first."))
    mine.delete()
    _write_grants(user, row.pk)
    record(action="role.revoked", by=by, subsite=row, target=user, data={"role": role.value})


@transaction.atomic
def sync_grants() -> int:
    """Write all grants anew from the role assignments, after roles changed in code. Returns the pairs seen."""
    sync_permissions()
    pairs = RoleAssignment.objects.values_list("user", "subsite").distinct().order_by()
    from core.accounts.models import User

    users = User.objects.in_bulk({user_id for user_id, _subsite in pairs})
    for user_id, subsite_id in pairs:
        _write_grants(users[user_id], subsite_id)
    return len(pairs)
