"""Old addresses lead on."""

from collections.abc import Callable

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)

from core.admin_scoping.reach import is_public
from core.pages.addresses import addresses_of

from .models import OfficeRedirect
from .querysets import redirect_for

LEFT_ALONE = ("/admin/", "/api/", "/static/", "/media/", "/documents/")


class OfficeRedirectMiddleware:
    """Where an address would be a 404: ask whether its office has said where it leads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        if request.path.startswith(LEFT_ALONE):
            return response
        redirect = redirect_for(request)
        target = _target(request, redirect) if redirect is not None else ""
        if redirect is None or not target or target == request.path:
            return response
        kind = HttpResponsePermanentRedirect if redirect.is_permanent else HttpResponseRedirect
        return kind(target)


def _target(request: HttpRequest, redirect: OfficeRedirect) -> str:
    """Where it leads; "" to a page that is not public any more."""
    if redirect.page is None:
        return redirect.address
    return addresses_of(request).of(redirect.page) if is_public(redirect.page) else ""
