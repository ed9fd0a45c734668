"""What signing in needs around its own pages and in front of the administration. Public pages never pass here."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from core.accounts.sessions.services import note_activity

from .second_factor import lacks_second_factor

ACCOUNTS = "/accounts/"
STAFF = ("/admin/", "/api/")
"""What only opens with the second factor, for those who must have one."""
FREE = ("/admin/login/", "/admin/logout/", "/admin/sprite", "/admin/jsi18n/")


class SignOnMiddleware:
    """The second factor demanded, and activity noted, on staff's addresses.

    Other addresses are left alone: a public page is never a function of the visitor.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if (
            not request.path.startswith((ACCOUNTS, *STAFF))
            or settings.SESSION_COOKIE_NAME not in request.COOKIES
        ):
            return self.get_response(request)
        if not request.user.is_authenticated:
            return self.get_response(request)
        demands = request.path.startswith(STAFF) and not request.path.startswith(FREE)
        if demands and lacks_second_factor(request):
            return self._demanded(request)
        note_activity(request)
        return self.get_response(request)

    def _demanded(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/api/"):
            return JsonResponse({"detail": _("Set up a second factor for your account first.")}, status=403)
        messages.warning(
            request,
            _(
                "Whoever publishes or manages needs a second factor. Set one up here: a passkey or an "
                "authenticator app; then the administration opens."
            ),
        )
        return redirect(f"/accounts/second-factor/?{urlencode({'next': request.get_full_path()})}")
