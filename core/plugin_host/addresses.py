"""Serving `-/<slug>/…` below a subsite's home page."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.models import Page

from .public_urls import resolve_plugin_url


def serve_plugin_address(
    request: HttpRequest, *, home_page: Page, subsite: Any, slug: str, rest: Sequence[str]
) -> HttpResponse:
    """Let the plugin's view answer. Raises Http404 when the gate is closed or nothing matches.

    The view is called as `view(request, **arguments)`; `subsite_of(request)` is the subsite, and
    `request.home_page` its home page in the language of the address.
    """
    address = "/".join(rest)
    match = resolve_plugin_url(slug, f"{address}/" if rest else "", subsite)
    request.home_page = home_page  # type: ignore[attr-defined]
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return response
