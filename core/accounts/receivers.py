"""What happens when somebody signs in or out, changes a password, or adds a second factor."""

from allauth.account import signals as account_signals
from allauth.mfa import signals as factor_signals
from django.contrib.auth.signals import user_logged_in, user_logged_out

from .sessions.recording import note_sign_in, note_sign_out
from .sessions.services import end_after_password_change
from .sign_on.reauthentication import note_recent_sign_in
from .sign_on.recording import note_factor_change, note_password_change
from .sign_on.second_factor import note_enrolment


def connect() -> None:
    """Connect every receiver once."""
    user_logged_in.connect(note_sign_in, dispatch_uid="accounts.note_sign_in")
    user_logged_in.connect(note_recent_sign_in, dispatch_uid="accounts.note_recent_sign_in")
    user_logged_out.connect(note_sign_out, dispatch_uid="accounts.note_sign_out")
    for signal in (
        account_signals.password_changed,
        account_signals.password_reset,
        account_signals.password_set,
    ):
        signal.connect(end_after_password_change, dispatch_uid="accounts.end_sessions")
        signal.connect(note_password_change, dispatch_uid="accounts.note_password")
    factor_signals.authenticator_added.connect(note_enrolment, dispatch_uid="accounts.note_enrolment")
    for signal in (factor_signals.authenticator_added, factor_signals.authenticator_removed):
        signal.connect(note_factor_change, dispatch_uid="accounts.note_factor")
