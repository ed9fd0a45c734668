"""May this person do this on this subsite? The one place that answers."""

from collections.abc import Mapping
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from core.tenancy.holding import held_table
from core.tenancy.table import SubsiteEntry

from .actors import Actor, System
from .models import RoleAssignment, SubsiteUserPermission
from .permissions import CENTRAL, definitions, permissions_of

_CACHE = "_subsite_grants"
_ROLES = "_subsite_roles"


class HasPrimaryKey(Protocol):
    """A Subsite or its entry in the table."""

    @property
    def pk(self) -> Any: ...


def grants_of(user: Any) -> Mapping[int, frozenset[str]]:
    """Codenames by subsite id that this person holds, one query per person object.

    A central administrator's or auditor's grant on the portal is spread over every subsite here.
    """
    held: dict[int, frozenset[str]] | None = getattr(user, _CACHE, None)
    if held is not None:
        return held
    collected: dict[int, set[str]] = {}
    if user.is_active and user.pk:
        rows = SubsiteUserPermission.objects.filter(user_id=user.pk).values_list(
            "content_object_id", "permission__codename"
        )
        for subsite_id, codename in rows:
            collected.setdefault(subsite_id, set()).add(codename)
    for permission, role in CENTRAL.items():
        if any(permission in codenames for codenames in collected.values()):
            for entry in held_table().all:
                collected.setdefault(entry.id, set()).update(permissions_of(role))
    held = {subsite_id: frozenset(codenames) for subsite_id, codenames in collected.items()}
    setattr(user, _CACHE, held)
    return held


def roles_of(user: Any) -> Mapping[int, frozenset[str]]:
    """The roles by subsite id that this person was given, one query per person object.

    For rules that policy sets for a role; what somebody may do is answered by their grants.
    """
    held: dict[int, frozenset[str]] | None = getattr(user, _ROLES, None)
    if held is None:
        collected: dict[int, set[str]] = {}
        if user.is_active and user.pk:
            for subsite_id, role in RoleAssignment.objects.filter(user_id=user.pk).values_list(
                "subsite_id", "role"
            ):
                collected.setdefault(subsite_id, set()).add(role)
        held = {subsite_id: frozenset(roles) for subsite_id, roles in collected.items()}
        setattr(user, _ROLES, held)
    return held


def forget_grants(user: Any) -> None:
    """Drop what is remembered on this person object, after a change of their roles."""
    for name in (
        _CACHE,
        _ROLES,
        "_page_permission_cache",
        "_explorable_root_page_cache",
        "_collection_permission_cache",
    ):
        if hasattr(user, name):
            delattr(user, name)


def has_permission(user: Actor | Any, permission: str, subsite: HasPrimaryKey | None) -> bool:
    """Whether the person holds the permission on the subsite. SYSTEM and superusers hold all."""
    if permission not in definitions():
        raise ValueError(f"There is no permission {permission!r}.")
    if isinstance(user, System):
        return True
    if not user.is_active or subsite is None:
        return False
    if user.is_superuser:
        return True
    return permission in grants_of(user).get(subsite.pk, frozenset())


def require(user: Actor | Any, permission: str, subsite: HasPrimaryKey | None) -> None:
    """Raise PermissionDenied, in words, unless the person holds the permission on the subsite."""
    if not has_permission(user, permission, subsite):
        raise PermissionDenied(
            _("%(person)s may not do this on %(subsite)s: the permission “%(permission)s” is missing.")
            % {"person": user, "subsite": subsite, "permission": definitions()[permission].label}
        )


def subsites_with(user: Actor | Any, permission: str) -> list[SubsiteEntry]:
    """The subsites on which the person holds the permission, sorted by pinyin."""
    if permission not in definitions():
        raise ValueError(f"There is no permission {permission!r}.")
    everything = held_table().all
    if isinstance(user, System) or (user.is_active and user.is_superuser):
        return list(everything)
    if not user.is_active:
        return []
    # Asked many times for a screen, of a county with hundreds of subsites: the grants are looked up once.
    held = {subsite_id for subsite_id, codenames in grants_of(user).items() if permission in codenames}
    return [entry for entry in everything if entry.id in held] if held else []


def is_central(user: Any) -> bool:
    """Whether the person works for all offices: a central administrator or a superuser."""
    return bool(user.is_authenticated) and has_permission(user, "administer_policy", held_table().portal)
