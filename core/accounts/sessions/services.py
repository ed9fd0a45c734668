"""Ending sessions."""

from datetime import timedelta
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from core.access.actors import SYSTEM, Actor
from core.accounts.authority import decides_over
from core.accounts.models import AccountSession
from core.audit.services import record

if TYPE_CHECKING:
    from core.accounts.models import User

SEEN_EVERY = timedelta(minutes=5)


def note_activity(request: HttpRequest) -> None:
    """Note that the session is in use; writes at most every five minutes."""
    key = request.session.session_key
    if key and cache.add(f"session-seen:{key}", 1, SEEN_EVERY.total_seconds()):
        AccountSession.objects.filter(session_key=key).update(last_seen_at=timezone.now())


def _end(sessions: Any) -> int:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    keys = list(sessions.values_list("session_key", flat=True))
    for key in keys:
        store(key).delete()
    AccountSession.objects.filter(session_key__in=keys).delete()
    return len(keys)


@transaction.atomic
def end_session(*, user: "User", session_id: int, by: Actor) -> bool:
    """End one session of a person; False when there is none. Raises PermissionDenied for who does not
    decide over the account."""
    _require_authority(user, by)
    ended = _end(AccountSession.objects.filter(user=user, pk=session_id))
    if ended:
        record(action="account.session_ended", by=by, target=user)
    return bool(ended)


@transaction.atomic
def end_all_sessions(*, user: "User", by: Actor, but: str = "") -> int:
    """End a person's sessions, but the one with the key `but`. Returns how many. Raises as end_session does."""
    _require_authority(user, by)
    ended = _end(AccountSession.objects.filter(user=user).exclude(session_key=but))
    if ended:
        record(action="account.sessions_ended", by=by, target=user, data={"count": ended})
    return ended


def end_after_password_change(sender: Any, request: HttpRequest, user: "User", **kwargs: Any) -> None:
    """Receiver of allauth's signals of a changed password: nobody stays signed in anywhere."""
    end_all_sessions(user=user, by=SYSTEM, but=request.session.session_key or "")


def _require_authority(user: "User", by: Actor) -> None:
    if by != user and not decides_over(by, user):
        raise PermissionDenied
