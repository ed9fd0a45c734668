"""Rendering what a plugin's view answers below `-/<slug>/`."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from core.navigation.tree import Breadcrumb
from core.pages.below import Below
from core.pages.context import page_context
from core.tenancy.current import set_current_page

from .manifest import plugin


def render_public(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    status: int = 200,
    *,
    title: str = "",
    above: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """Render a template that extends `design/base.html`, with the context of a public page.

    For views behind a plugin's `urls.py` only: `page` is the subsite's home page, `subsite` its entry. Canonical link,
    page mark and languages are those of the address asked for, without its query. `title` is the last step of the
    breadcrumb (the plugin's own name where it is not said), `above` are (title, address) of the steps between the
    home page and it.
    """
    home_page = request.home_page  # type: ignore[attr-defined]  # set by addresses
    slug, rest = request.plugin_address  # type: ignore[attr-defined]  # set by addresses
    config = plugin(slug)
    below = Below(
        rest, title or str(config.verbose_name if config else slug), [Breadcrumb(*step) for step in above]
    )
    variables = {
        "page": home_page,
        "self": home_page,
        **page_context(request, home_page, below),
        **(context or {}),
    }
    return render(request, template, variables, status=status)


def render_preview(
    request: HttpRequest,
    draw: Callable[[HttpRequest], HttpResponse],
    *,
    slug: str,
    subsite: Any,
    rest: str = "",
) -> HttpResponse:
    """How something will look to the public, for a screen of the administration (1.5).

    `draw` gets a request as the plugin's own public views below `-/<slug>/<rest>` would, without a visitor, and answers
    with `render_public`. In the language of the county's site, whoever looks.
    """
    home_page = subsite.root_page.specific
    address = (slug, f"-/{slug}/{rest}")

    def draw_for_visitor(asked: HttpRequest, _mode: str) -> HttpResponse:
        set_current_page(asked, home_page)
        with translation.override(settings.LANGUAGE_CODE):
            return draw(asked)

    # Wagtail makes the request that a preview of the home page gets; it is answered in the home page's place.
    home_page.serve_preview = draw_for_visitor
    response: HttpResponse = home_page.make_preview_request(
        request, extra_request_attrs={"home_page": home_page, "plugin_address": address}
    )
    return response
