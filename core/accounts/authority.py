"""Who decides over the account of somebody else."""

from typing import TYPE_CHECKING

from core.access.actors import SYSTEM, Actor
from core.access.grants import has_permission
from core.access.models import RoleAssignment
from core.tenancy.table import subsite_table

if TYPE_CHECKING:
    from core.accounts.models import User
    from core.tenancy.table import SubsiteEntry


def offices_of(user: "User") -> "list[SubsiteEntry]":
    """The subsites on which the person holds a role, in the order of their ids."""
    table = subsite_table()
    found = RoleAssignment.objects.filter(user=user).values_list("subsite_id", flat=True)
    return [table.by_id[subsite_id] for subsite_id in sorted(set(found))]


def decides_over(by: Actor, user: "User") -> bool:
    """Whether `by` may act on the account as a whole: the centre, or who manages every office the person works for.

    Never the person over their own; only the operator over an account for setting up and break-glass.
    """
    if by is SYSTEM:
        return True
    if by == user or user.is_superuser:
        return False
    if has_permission(by, "administer_policy", subsite_table().portal):
        return True
    offices = offices_of(user)
    return bool(offices) and all(has_permission(by, "manage_members", office) for office in offices)
