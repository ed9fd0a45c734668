"""Who must have a second factor, and whether this session was opened with one."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from core.access.grants import grants_of
from core.access.permissions import definitions
from core.policy.decisions import policy
from core.policy.rules import Rule
from core.tenancy.holding import held_table

ITEM = "second_factor"

MANAGING = ("manage_", "administer_", "operate_", "audit_")
"""How the names of permissions begin that manage something; plugins' own among them."""
NOT_DEMANDING = frozenset({"manage_media"})


def demanding_permissions() -> frozenset[str]:
    """Permissions whose holders must have a second factor: publishing, and whatever manages or administers."""
    managing = {code for code in definitions() if code.startswith(MANAGING)}
    return frozenset((managing - NOT_DEMANDING) | {"publish_content"})


def must_have_second_factor(user: Any) -> bool:
    """Whether the person publishes or manages anywhere, or works where policy demands it of everybody."""
    if not settings.SECOND_FACTOR_REQUIRED or not user.is_authenticated:
        return False
    if user.is_superuser:
        return True
    grants = grants_of(user)
    demanding = demanding_permissions()
    if any(held & demanding for held in grants.values()):
        return True
    table = held_table()
    return any(
        policy(ITEM, subsite=table.by_id[subsite_id]).rule == Rule.FORCED
        for subsite_id in grants
        if subsite_id in table.by_id
    )


def session_has_second_factor(request: HttpRequest) -> bool:
    """Whether a second factor was shown, or set up, in this very session.

    That the account has one is not enough: a session opened with a stolen password before it was set up would
    otherwise come in behind the owner.
    """
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether the administration stays closed to this session."""
    return must_have_second_factor(request.user) and not session_has_second_factor(request)


def has_factor(user: Any) -> bool:
    """Whether the account has a passkey or an authenticator app."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Authenticator.objects.filter(user_id=user.pk, type__in=kinds).exists()


def note_enrolment(
    sender: Any, request: HttpRequest, user: Any, authenticator: Authenticator, **kwargs: Any
) -> None:
    """Receiver of allauth's `authenticator_added`: whoever sets one up in a session has shown it there."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
