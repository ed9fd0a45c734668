"""The link in an invitation's mail: signed, good for one invitation, for as long as that is open."""

from django.core import signing
from django.utils import timezone

from core.members.models import OPEN_FOR, Answer, Invitation

SALT = "core.accounts.invitations"


def token_for(invitation: Invitation) -> str:
    """What stands in the link."""
    return signing.dumps([invitation.pk, invitation.identifier], salt=SALT)


def invitation_of(token: str) -> Invitation | None:
    """The open invitation that a link means; None for a forged, answered, withdrawn or expired one."""
    try:
        key, identifier = signing.loads(token, salt=SALT, max_age=OPEN_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return (
        Invitation.objects.select_related("subsite__organisation", "invited_by")
        .filter(pk=key, identifier=identifier, answer=Answer.OPEN, expires_at__gt=timezone.now())
        .first()
    )
