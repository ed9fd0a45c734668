"""Audit records of what changes how an account is protected."""

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as factor_signals
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from core.accounts.sessions.services import end_all_sessions
from core.audit.services import record

PASSWORD_ACTIONS = {
    id(account_signals.password_changed): "account.password_changed",
    id(account_signals.password_reset): "account.password_reset",
    id(account_signals.password_set): "account.password_set",
}


def note_password_change(sender: Any, request: HttpRequest, user: Any, signal: Any, **kwargs: Any) -> None:
    """Receiver of allauth's signals of a changed password."""
    record(action=PASSWORD_ACTIONS[id(signal)], by=user, target=user)


def note_factor_change(
    sender: Any, request: HttpRequest, user: Any, authenticator: Authenticator, signal: Any, **kwargs: Any
) -> None:
    """Receiver of allauth's signals of second factors: sessions opened before there was one end."""
    added = signal is factor_signals.authenticator_added
    action = "account.factor_added" if added else "account.factor_removed"
    record(action=action, by=user, target=user, data={"kind": str(authenticator.type)})
    if added:
        end_all_sessions(user=user, by=user, but=request.session.session_key or "")
