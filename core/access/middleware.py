"""Whatever a superuser asks for is recorded."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from core.audit.services import record

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
ALWAYS = ("/admin/", "/api/", "/documents/")


class SuperuserRecordMiddleware:
    """Writes an audit record `superuser.requested` with method and path, never with what was sent.

    What may change something, and all of the administration, is recorded before it is answered: what can't be
    recorded is not done. Other addresses are recorded where the answer asked who is there; a public page does not,
    is the same for everybody, and costs no look at the session here either.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed = settings.SESSION_COOKIE_NAME in request.COOKIES
        before = signed and (request.method not in SAFE or request.path.startswith(ALWAYS))
        if before:
            _record(request)
        response = self.get_response(request)
        if signed and not before and request.session.accessed:
            _record(request)
        return response


def _record(request: HttpRequest) -> None:
    user = request.user
    if user.is_authenticated and user.is_superuser:
        record(
            action="superuser.requested", by=user, data={"method": request.method, "path": request.path[:500]}
        )
