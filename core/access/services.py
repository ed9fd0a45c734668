"""Giving and taking roles. Assignments and guardian's rows change together, here only."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.audit.services import record
from core.tenancy.models import Subsite

from .actors import SYSTEM, Actor
from .grants import forget_grants, has_permission, require
from .leaving import leave_subsite
from .models import RoleAssignment, SubsiteUserPermission
from .permissions import definitions, handed_out_by_holders, permissions_of
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


def may_hand_out(by: Actor | Any, role: Role, subsite: Any) -> bool:
    """Whether `by` may give and take this role on the subsite (a Subsite or a SubsiteEntry).

    Nobody hands out what they do not hold, but for the duties of the review chain. Handing out is itself the power
    of the central administrator, who gives every role to others, also those of the other two powers; see
    `_require_another` for oneself.
    """
    if has_permission(by, "administer_policy", subsite):
        return True
    return (
        role not in CENTRAL_ROLES
        and has_permission(by, "manage_members", subsite)
        and all(has_permission(by, code, subsite) for code in handed_out_by_holders(role))
    )


def _require_hand_out(by: Actor, role: Role, subsite: Subsite) -> None:
    require(by, "manage_members", subsite)
    if not may_hand_out(by, role, subsite):
        raise PermissionDenied(
            _("The role “%(role)s” holds permissions that you do not hold yourself.") % {"role": role.label}
        )


def _require_another(by: Actor, user: "User", role: Role) -> None:
    """Nobody gives themselves a role: one power can't become another by its own act."""
    if by is not SYSTEM and by == user:
        raise PermissionDenied(
            _("Nobody gives a role to themselves: “%(role)s” has to come from somebody else.")
            % {"role": role.label}
        )


def _require_powers_apart(user: "User", role: Role) -> None:
    """Whoever holds one of the three powers holds nothing else. Called with the person's row locked."""
    others = set(RoleAssignment.objects.filter(user=user).exclude(role=role).values_list("role", flat=True))
    if others and (role in CENTRAL_ROLES or others & CENTRAL_ROLES):
        held = ", ".join(sorted(str(Role(other).label) for other in others))
        raise ValidationError(
            _(
                "%(person)s is %(held)s. Whoever holds one of the three powers (system, security, audit) holds no "
                "other role: take that away first, or give “%(role)s” to somebody else."
            )
            % {"person": user, "held": held, "role": role.label}
        )


@transaction.atomic
def assign_role(*, user: "User", role: Role | str, subsite: Any, by: Actor) -> RoleAssignment:
    """Give a person a role on a subsite; giving it twice is giving it once.

    `subsite` is a Subsite or a SubsiteEntry. Raises PermissionDenied when `by` may not or gives it to themselves,
    ValidationError for a central role outside the county portal, for a second power, and for an account that is
    switched off.
    """
    role = Role(role)
    row = Subsite.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=subsite.pk)
    _require_hand_out(by, role, row)
    if RoleAssignment.objects.filter(user=user, role=role, subsite=row).exists():
        return RoleAssignment.objects.get(user=user, role=role, subsite=row)
    _require_another(by, user, role)
    if role in CENTRAL_ROLES and row.organisation.kind != "county":
        raise ValidationError(_("A central role is given on the county portal only."))
    # The person's row, so that two roles given at the same moment see each other.
    locked = get_user_model()._default_manager.select_for_update().get(pk=user.pk)
    if not locked.is_active:
        raise ValidationError(_("The account of %(person)s is switched off.") % {"person": user})
    _require_powers_apart(user, role)
    assignment = RoleAssignment.objects.create(user=user, role=role, subsite=row)
    _write_grants(user, row.pk)
    record(action="role.assigned", by=by, subsite=row, target=user, data={"role": role.value})
    return assignment


@transaction.atomic
def revoke_role(*, user: "User", role: Role | str, subsite: Any, by: Actor) -> None:
    """Take a role from a person; nothing happens when they do not hold it.

    With the last role on a subsite the membership ends: see `core.access.leaving`. Raises PermissionDenied when
    `by` may not, ValidationError when the subsite would lose its last manager, or the county its last holder of
    a power.
    """
    _revoke(user, (Role(role),), subsite, by)


@transaction.atomic
def end_membership(*, user: "User", subsite: Any, by: Actor) -> None:
    """Take all roles on a subsite from a person at once. Raises as revoke_role does, and then takes none."""
    roles = RoleAssignment.objects.filter(user=user, subsite_id=subsite.pk).values_list("role", flat=True)
    _revoke(user, tuple(Role(role) for role in sorted(roles)), subsite, by)


def _revoke(user: "User", roles: Iterable[Role], subsite: Any, by: Actor) -> None:
    row = Subsite.objects.select_for_update(of=("self",)).get(pk=subsite.pk)
    taken = False
    for role in roles:
        _require_hand_out(by, role, row)
        mine = RoleAssignment.objects.filter(role=role, subsite=row, user=user)
        if not mine.exists():
            continue
        if by is not SYSTEM:
            _require_one_left(user, role, row)
        mine.delete()
        taken = True
        record(action="role.revoked", by=by, subsite=row, target=user, data={"role": role.value})
    if not taken:
        return
    _write_grants(user, row.pk)
    if not RoleAssignment.objects.filter(user=user, subsite=row).exists():
        left = leave_subsite(user=user, subsite_id=row.pk)
        record(action="membership.ended", by=by, subsite=row, target=user, data=left)


def _require_one_left(user: "User", role: Role, row: Subsite) -> None:
    """Called with the subsite's row locked: two managers who remove each other at once are two in a row."""
    if role != Role.MANAGER and role not in CENTRAL_ROLES:
        return
    others = RoleAssignment.objects.filter(role=role, subsite=row, user__is_active=True).exclude(user=user)
    if others.exists():
        return
    if role == Role.MANAGER:
        raise ValidationError(_("This is the last manager of the subsite. Name another one first."))
    raise ValidationError(
        _("This is the last person with the role “%(role)s”. Name another one first.") % {"role": role.label}
    )


@transaction.atomic
def set_roles(*, user: "User", roles: Iterable[Role | str], subsite: Any, by: Actor) -> None:
    """Make a person's roles on a subsite exactly these, among those that `by` may hand out.

    Roles that `by` may not hand out stay as they are. Raises as assign_role and revoke_role do, and then changes
    nothing.
    """
    wanted = {Role(role) for role in roles}
    held = {
        Role(role)
        for role in RoleAssignment.objects.filter(user=user, subsite_id=subsite.pk).values_list(
            "role", flat=True
        )
    }
    for role in sorted(wanted - held):
        assign_role(user=user, role=role, subsite=subsite, by=by)
    _revoke(user, sorted(role for role in held - wanted if may_hand_out(by, role, subsite)), subsite, by)


@transaction.atomic
def move_member(*, user: "User", from_: Any, to: Any, role: Role | str, by: Actor) -> RoleAssignment:
    """A person goes from one office to another, with one role there, and keeps nothing of the first.

    For the centre, or for somebody who manages both offices. Raises as end_membership and assign_role do, and
    then changes nothing.
    """
    if from_.pk == to.pk:
        raise ValidationError(_("Both offices are the same."))
    # Both rows, always in the same order, so that two moves in opposite directions do not wait for each other.
    list(Subsite.objects.select_for_update(of=("self",)).filter(pk__in=(from_.pk, to.pk)).order_by("pk"))
    if not RoleAssignment.objects.filter(user=user, subsite_id=from_.pk).exists():
        raise ValidationError(
            _("%(person)s is no member of %(subsite)s.") % {"person": user, "subsite": from_}
        )
    require(by, "manage_members", to)
    end_membership(user=user, subsite=from_, by=by)
    assignment = assign_role(user=user, role=role, subsite=to, by=by)
    record(action="member.moved", by=by, subsite=to, target=user, data={"from": from_.pk, "role": str(role)})
    return assignment


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
