"""Dangerous acts ask for the person again, unless they have signed in a few minutes ago."""

import time
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from .fresh_sign_in import keep_typed

if TYPE_CHECKING:
    from django.views.generic import View as _Base
else:
    _Base = object

type View = Callable[..., HttpResponseBase]

SIGNED_IN_AT = "signed_in_at"
"""Where the session keeps when it began, in seconds since 1970."""


def note_recent_sign_in(sender: Any, request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    """Receiver of Django's `user_logged_in`: whoever has just signed in, in whatever way, is not asked again."""
    if request is not None and hasattr(request, "session"):
        request.session[SIGNED_IN_AT] = time.time()


def recently_signed_in(request: HttpRequest) -> bool:
    """Whether the person has shown a password, a passkey or a code in this session lately."""
    if not request.user.is_authenticated:
        return False
    records = get_authentication_records(request, request.user)
    times = [request.session.get(SIGNED_IN_AT, 0), *(record["at"] for record in records)]
    return bool(time.time() - max(times) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


def require_recent_sign_in(request: HttpRequest) -> None:
    """Send the person to confirm who they are, unless they have lately; nothing is done before.

    What was posted is kept in the session and comes back afterwards (`carry_on`); files are not, so a form with
    files asks already when it is shown. A GET goes on by itself.

    Raises what makes the middleware answer so. An account with nothing to confirm with signs in anew (`fresh_sign_in`).
    """
    if recently_signed_in(request):
        return
    ways = get_adapter().get_reauthentication_methods(request.user)
    if not ways:
        back = request.get_full_path()
        if request.method == "POST":
            back = keep_typed(request.user, path=back, typed=request.POST.urlencode())
        raise ImmediateHttpResponse(
            HttpResponseRedirect(f"{reverse('accounts_sign_in_anew')}?{urlencode({'next': back})}")
        )
    request.session.pop(STATE_SESSION_KEY, None)
    if request.method == "POST":
        request.session[STATE_SESSION_KEY] = {
            "state": {"path": request.get_full_path(), "typed": request.POST.urlencode()},
            "callback": f"{__name__}.carry_on",
        }
    raise ImmediateHttpResponse(
        HttpResponseRedirect(f"{ways[0]['url']}?{urlencode({'next': request.get_full_path()})}")
    )


def carry_on(request: HttpRequest, state: dict[str, str]) -> HttpResponse:
    """What allauth calls after the confirmation: what was typed, to be sent once more to where it was meant for.

    It is posted by the browser, so it passes every check that a request passes, and a form that is shown again
    stands at its own address.
    """
    wanted = get_next_redirect_url(request, "next")
    if wanted and wanted != state["path"]:  # left over from an act that was given up
        return HttpResponseRedirect(wanted)
    typed = [
        (name, value)
        for name, values in QueryDict(state["typed"]).lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    response = render(request, "sign_on/carry_on.html", {"path": state["path"], "typed": typed})
    response["Cache-Control"] = "private, no-store"
    return response


def recent_sign_in_required(view: View) -> View:
    """Decorator of a view that does something dangerous: changing members, removing data, exporting people's data.

    Only POST asks: looking at a form is not dangerous. What was typed comes back with the confirmation.
    """

    @wraps(view)
    def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST":
            require_recent_sign_in(request)
        return view(request, *args, **kwargs)

    return asking


class RecentSignInMixin(_Base):
    """The same for a class-based view; it asks after `setup`, so nobody is asked for what does not exist."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST":
            require_recent_sign_in(request)
        return super().dispatch(request, *args, **kwargs)
