"""Serving `-/<slug>/…` below a subsite's home page."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from wagtail.models import Page

from .public_urls import resolve_plugin_url


class PluginAddress(NamedTuple):
    """Whose address a request asks for, and how it goes on below the home page ("-/surveys/travel/")."""

    slug: str
    rest: str


def serve_plugin_address(
    request: HttpRequest, *, home_page: Page, subsite: Any, slug: str, rest: Sequence[str]
) -> HttpResponse:
    """Let the plugin's view answer. Raises Http404 when the gate is closed or nothing matches.

    The view is called as `view(request, **arguments)`; `subsite_of(request)` is the subsite, and
    `request.home_page` its home page in the language of the address.
    """
    address = "/".join(rest)
    match = resolve_plugin_url(slug, f"{address}/" if rest else "", subsite)
    request.home_page = home_page  # type: ignore[attr-defined]  # read by public_views
    request.plugin_address = PluginAddress(slug, "/".join(["-", slug, *rest, ""]))  # type: ignore[attr-defined]  # read by public_views
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return response
