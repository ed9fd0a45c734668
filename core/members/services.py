"""Inviting into an office, and answering. Roles themselves change in `core.access.services`."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access.actors import SYSTEM, Actor
from core.access.grants import require
from core.access.models import RoleAssignment
from core.access.roles import CENTRAL_ROLES, Role
from core.access.services import assign_role, may_hand_out
from core.accounts.invitations.mailing import send_invitation
from core.audit.services import record
from core.tenancy.models import Subsite

from .models import OPEN_FOR, Answer, Invitation
from .querysets import identifiers_of

if TYPE_CHECKING:
    from core.accounts.models import User

MOST_OPEN = 100
"""Open invitations of one subsite: an office has no use for more, somebody who tries out names would."""


@transaction.atomic
def invite(
    *, identifier: str, role: Role | str, subsite: Any, by: Actor, now: datetime | None = None
) -> Invitation:
    """Offer a role to whoever has exactly this user name or e-mail address; offering it twice is offering it once.

    Nothing tells whether there is such an account. Raises PermissionDenied when `by` may not hand the role
    out, ValidationError for an empty or overlong identifier, a central role, and too many open invitations.
    """
    role = Role(role)
    now = now or timezone.now()
    row = Subsite.objects.select_for_update(of=("self",)).get(pk=subsite.pk)
    require(by, "manage_members", row)
    if role in CENTRAL_ROLES or not may_hand_out(by, role, row):
        raise PermissionDenied(_("You cannot give the role “%(role)s”.") % {"role": role.label})
    name = identifier.strip().lower()
    if not name or len(name) > 254:
        raise ValidationError(_("Give a user name or an e-mail address."))
    mine = Invitation.objects.filter(subsite=row, answer="")
    mine.filter(expires_at__lte=now).update(answer=Answer.WITHDRAWN, answered_at=now)
    if mine.count() >= MOST_OPEN:
        raise ValidationError(
            _("There are %(count)d open invitations. Withdraw some first.") % {"count": MOST_OPEN}
        )
    inviter: Any = None if by is SYSTEM else by
    invitation, created = Invitation.objects.get_or_create(
        subsite=row,
        identifier=name,
        role=role,
        answer="",
        defaults={"invited_by": inviter, "expires_at": now + OPEN_FOR},
    )
    if created:
        send_invitation(invitation=invitation)
        record(action="member.invited", by=by, subsite=row, target=invitation, data={"role": role.value})
    return invitation


@transaction.atomic
def withdraw(*, invitation: Invitation, by: Actor) -> None:
    """Take an invitation back; nothing happens when it was answered. Raises PermissionDenied."""
    require(by, "manage_members", invitation.subsite)
    row = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if row.answer == Answer.OPEN:
        _answer(row, Answer.WITHDRAWN)
        record(action="invitation.withdrawn", by=by, subsite=row.subsite, target=row)


@transaction.atomic
def accept(*, invitation: Invitation, person: "User") -> RoleAssignment:
    """Take the role that is offered. It is given in the name of whoever invited, who must still be able to.

    Raises PermissionDenied when it is not this person who is invited, ValidationError when the invitation no
    longer holds.
    """
    row = _open(invitation, person)
    role = Role(row.role)
    inviter = row.invited_by
    if inviter is None or not may_hand_out(inviter, role, row.subsite):
        raise ValidationError(
            _("Whoever invited you may no longer give this role. Ask the office for a new invitation.")
        )
    assignment = assign_role(user=person, role=role, subsite=row.subsite, by=inviter)
    _answer(row, Answer.ACCEPTED)
    record(action="invitation.accepted", by=person, subsite=row.subsite, target=row)
    return assignment


@transaction.atomic
def decline(*, invitation: Invitation, person: "User") -> None:
    """Turn an invitation down. Raises as accept does."""
    row = _open(invitation, person)
    _answer(row, Answer.DECLINED)
    record(action="invitation.declined", by=person, subsite=row.subsite, target=row)


def _open(invitation: Invitation, person: "User") -> Invitation:
    row = Invitation.objects.select_for_update(of=("self",)).select_related("subsite").get(pk=invitation.pk)
    if row.identifier not in identifiers_of(person):
        raise PermissionDenied(_("This invitation is for somebody else."))
    if row.answer != Answer.OPEN or row.expires_at <= timezone.now():
        raise ValidationError(_("This invitation is no longer open. Ask the office for a new one."))
    return row


def _answer(row: Invitation, answer: Answer) -> None:
    row.answer = answer
    row.answered_at = timezone.now()
    row.save(update_fields=["answer", "answered_at"])
