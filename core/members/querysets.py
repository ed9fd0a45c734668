"""Who is a member where, and which invitations are open."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from core.access.models import RoleAssignment
from core.access.roles import Role
from core.tenancy.holding import held_table
from core.tenancy.table import SubsiteEntry

from .models import Invitation

if TYPE_CHECKING:
    from core.accounts.models import User

ORDER = {role.value: place for place, role in enumerate(Role)}


def members_of(subsite: Any, words: str = "") -> "QuerySet[User]":
    """The people with a role on the subsite, those who match `words` in name, user name or e-mail.

    Each has `since`. Searched among members only.
    """
    here = RoleAssignment.objects.filter(user=OuterRef("pk"), subsite_id=subsite.pk)
    people = get_user_model()._default_manager.filter(Exists(here))
    for word in words.split():
        people = people.filter(
            Q(name__icontains=word) | Q(username__icontains=word) | Q(email__icontains=word)
        )
    return people.annotate(
        since=Min("role_assignments__created_at", filter=Q(role_assignments__subsite_id=subsite.pk))
    ).order_by("name", "username")


def roles_of(people: "Iterable[User]", subsite: Any) -> dict[int, list[Role]]:
    """The roles of several people on one subsite, by the person's id, in the order of responsibility."""
    found: dict[int, list[Role]] = {}
    rows = RoleAssignment.objects.filter(user__in=[person.pk for person in people], subsite_id=subsite.pk)
    for user_id, role in rows.values_list("user_id", "role"):
        found.setdefault(user_id, []).append(Role(role))
    return {user_id: sorted(roles, key=lambda role: ORDER[role]) for user_id, roles in found.items()}


@dataclass(frozen=True, slots=True)
class Membership:
    """One office of a person, with their roles there."""

    entry: SubsiteEntry
    roles: tuple[Role, ...]


def memberships_of(person: "User") -> list[Membership]:
    """All offices of a person, as the table of subsites is sorted."""
    roles: dict[int, list[Role]] = {}
    for subsite_id, role in RoleAssignment.objects.filter(user=person).values_list("subsite_id", "role"):
        roles.setdefault(subsite_id, []).append(Role(role))
    return [
        Membership(entry, tuple(sorted(roles[entry.id], key=lambda role: ORDER[role])))
        for entry in held_table().all
        if entry.id in roles
    ]


def identifiers_of(person: "User") -> list[str]:
    """What an invitation may name this person by. An e-mail address that two accounts share names nobody."""
    found = [person.username.lower()]
    if person.email:
        others = get_user_model()._default_manager.filter(email__iexact=person.email).exclude(pk=person.pk)
        if not others.exists():
            found.append(person.email.lower())
    return found


def named(identifier: str) -> "User | None":
    """The one active account with exactly this user name or e-mail address."""
    found = list(
        get_user_model()._default_manager.filter(
            Q(username__iexact=identifier) | Q(email__iexact=identifier), is_active=True
        )[:2]
    )
    return found[0] if len(found) == 1 else None


def open_invitations() -> QuerySet[Invitation]:
    """Neither answered nor run out."""
    return Invitation.objects.filter(answer="", expires_at__gt=timezone.now())


def invitations_for(person: "User") -> QuerySet[Invitation]:
    """What a person is invited to."""
    return open_invitations().filter(identifier__in=identifiers_of(person)).select_related("invited_by")


def invitations_of(subsite: Any) -> QuerySet[Invitation]:
    """What an office has offered and nobody has answered."""
    return open_invitations().filter(subsite_id=subsite.pk).select_related("invited_by")
