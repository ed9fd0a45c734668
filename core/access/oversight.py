"""Who may do what where: the grants, as rows to read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core.tenancy.holding import held_table
from core.tenancy.table import SubsiteEntry

from .grants import has_permission, subsites_with
from .models import RoleAssignment, SubsiteUserPermission
from .permissions import CENTRAL, definitions, permissions_of
from .roles import Role

if TYPE_CHECKING:
    from core.accounts.models import User


@dataclass(frozen=True, slots=True)
class Row:
    """One person, one office, one permission, and the roles it comes from. `entry` None: on every subsite."""

    person: "User"
    entry: SubsiteEntry | None
    permission: str
    label: str
    roles: tuple[str, ...]


def sees_everything(user: Any) -> bool:
    """The centre and the auditor."""
    portal = held_table().portal
    return any(has_permission(user, code, portal) for code in ("administer_policy", "audit_everything"))


def visible_offices(user: Any) -> list[SubsiteEntry]:
    """The offices whose grants a person may read: all, or those whose members they manage or audit."""
    if sees_everything(user):
        return list(held_table().all)
    found = {
        entry.id: entry for code in ("manage_members", "view_audit") for entry in subsites_with(user, code)
    }
    return [entry for entry in held_table().all if entry.id in found]


def grants_seen_by(
    user: Any, *, person: str = "", office: SubsiteEntry | None = None, permission: str = ""
) -> QuerySet[SubsiteUserPermission]:
    """The grants that a person may read, filtered. What central roles carry to an office counts as that office's,
    for those who see everything."""
    rows = SubsiteUserPermission.objects.filter(user__is_active=True)
    if sees_everything(user):
        if office is not None:
            rows = rows.filter(Q(content_object_id=office.id) | _carried())
    else:
        allowed = [entry.id for entry in visible_offices(user) if office is None or entry.id == office.id]
        rows = rows.filter(content_object_id__in=allowed)
    rows = rows.filter(_named(person, "user__"))
    if permission:
        rows = rows.filter(permission__codename=permission)
    return rows.select_related("user", "permission").order_by(
        "user__name", "user__username", "content_object__organisation__pinyin", "permission__codename", "pk"
    )


def superusers_seen_by(user: Any, *, person: str = "") -> "list[User]":
    """The active superusers, who may do everything everywhere, for those who see everything; filtered by person."""
    if not sees_everything(user):
        return []
    people = get_user_model()._default_manager.filter(is_superuser=True, is_active=True)
    return list(people.filter(_named(person)).order_by("name", "username"))


def as_superusers(people: "Iterable[User]") -> Iterator[Row]:
    """Superusers as rows; they hold no grants."""
    for person in people:
        yield Row(person, None, "", _("every permission"), (_("Superuser"),))


def _named(words: str, prefix: str = "") -> Q:
    condition = Q()
    for word in words.split():
        condition &= (
            Q(**{f"{prefix}name__icontains": word})
            | Q(**{f"{prefix}username__icontains": word})
            | Q(**{f"{prefix}email__iexact": word})
        )
    return condition


def _carried() -> Q:
    """Grants that reach every subsite, because their holder has a central role that carries them."""
    condition = Q(pk__in=())
    for key, role in CENTRAL.items():
        holders = SubsiteUserPermission.objects.filter(permission__codename=key).values("user")
        condition |= Q(user__in=holders, permission__codename__in=permissions_of(role))
    return condition


def as_rows(grants: Iterable[SubsiteUserPermission]) -> Iterator[Row]:
    """Grants with their words; one query for the roles of all of them."""
    grants = list(grants)
    roles: dict[tuple[int, int], list[Role]] = {}
    people = {grant.user_id for grant in grants}
    for user_id, subsite_id, role in RoleAssignment.objects.filter(user__in=people).values_list(
        "user_id", "subsite_id", "role"
    ):
        roles.setdefault((user_id, subsite_id), []).append(Role(role))
    table = held_table()
    for grant in grants:
        code = grant.permission.codename
        carrying = [
            role
            for role in roles.get((grant.user_id, grant.content_object_id), [])
            if code in permissions_of(role)
        ]
        everywhere = any(role in CENTRAL.values() for role in carrying)
        defined = definitions().get(code)
        yield Row(
            person=grant.user,
            entry=None if everywhere else table.by_id[grant.content_object_id],
            permission=code,
            label=str(defined.label) if defined else code,
            roles=tuple(str(role.label) for role in carrying),
        )
