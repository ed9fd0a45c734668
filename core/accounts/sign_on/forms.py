"""The forms of signing in that say more than allauth's own."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SignInForm(LoginForm):
    """Account name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Account name")
        self.fields["password"].help_text = ""
        for name in ("login", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)


class PasskeyForm(AddWebAuthnForm):
    """A new passkey: unless told otherwise it signs in by itself, without a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of this passkey")
        self.fields["passwordless"].label = _("Sign in with it alone, without a password")
        self.fields["passwordless"].help_text = _(
            "The device then asks for fingerprint, face or its code. Without this it is a second factor only."
        )
        self.fields["passwordless"].initial = True


class _WithCode(forms.Form):
    """The code's field in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = pgettext_lazy("sign-on", "Code")
        field.widget.attrs.pop("placeholder", None)


class SetUpAppForm(_WithCode, ActivateTOTPForm):
    """The first code of a new authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code that the app shows")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class CodeForm(_WithCode, AuthenticateForm):
    """A code at signing in: of the app, or a recovery code."""


class ConfirmCodeForm(_WithCode, ReauthenticateForm):
    """A code that confirms who it is."""
