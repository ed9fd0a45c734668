"""The way from the administration to one's own account: password, second factor, sessions."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks


@hooks.register("register_account_menu_item")
def own_account(request: HttpRequest) -> dict[str, Any]:
    """Shown on the account screen."""
    return {
        "url": reverse("accounts_overview"),
        "label": _("Signing in: password, passkeys, sessions"),
        "help_text": _(
            "Set up or remove a passkey or an authenticator app, and see where you are signed in."
        ),
    }
