"""Dangerous acts ask for the person again, unless they have signed in a few minutes ago."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib.auth.mixins import AccessMixin
from django.http import HttpRequest, HttpResponseBase

type View = Callable[..., HttpResponseBase]


def recently_signed_in(request: HttpRequest) -> bool:
    """Whether the person has shown a password, a passkey or a code in this session lately."""
    if not request.user.is_authenticated:
        return False
    records = get_authentication_records(request, request.user)
    return any(time.time() - record["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT for record in records)


def require_recent_sign_in(request: HttpRequest) -> None:
    """Raise what sends the person to confirm who they are, and back to the very same request, form included."""
    if not recently_signed_in(request):
        raise ReauthenticationRequired


def recent_sign_in_required(view: View) -> View:
    """Decorator of a view that does something dangerous: changing members, removing data, exporting people's data.

    Only POST asks: looking at a form is not dangerous. What was typed comes back with the confirmation; files do
    not, so a form with files asks on GET (`require_recent_sign_in`).
    """

    @wraps(view)
    def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST":
            require_recent_sign_in(request)
        return view(request, *args, **kwargs)

    return asking


class RecentSignInMixin(AccessMixin):
    """The same for a class-based view."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST":
            require_recent_sign_in(request)
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # mixed into a View
        return answer
