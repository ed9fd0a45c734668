"""Only known hosts are answered."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.http.request import split_domain_port

from .current import table_of

UNPROBED_PATHS = frozenset({"/healthz"})
"""Answered on every host name: probes come by address."""


class KnownHostMiddleware:
    """400 for a host that is neither the portal's, nor a subsite's, nor listed in EXTRA_HOSTS.

    An unknown host would otherwise be answered with the default site under a name that is not ours.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.static_prefix = settings.STATIC_URL

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = split_domain_port(request.get_host())[0]
        configured = host == settings.PORTAL_HOST or host in settings.EXTRA_HOSTS
        # The table is asked last: files and probes on the portal's host cost no query.
        if not (configured or request.path in UNPROBED_PATHS or host in table_of(request).by_hostname):
            return HttpResponseBadRequest("400: this server does not know this host.", "text/plain")
        return self.get_response(request)
