"""Error answers: an office's own words where it has some, else the built-in page; never a stack of queries."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from core.tenancy.current import subsite_of
from core.tenancy.holding import held_table
from core.tenancy.table import SubsiteEntry

from .addresses import host_subsite
from .context import page_context
from .querysets import error_page

NO_ADDRESS: Mapping[str, Any] = {
    "page_marks": [],
    "language_alternates": [],
    "canonical_url": "",
    "breadcrumbs": [],
}
"""What is missing has no marks, no canonical address, no way to it."""


def _subsite_asked(request: HttpRequest) -> SubsiteEntry | None:
    """The subsite whose page was asked for: of the page found, else the deepest on the way, else the host's."""
    if (found := subsite_of(request)) is not None:
        return found
    host = host_subsite(request)
    if host is None:
        return None
    path = f"{request.path_info}/".removeprefix("/en/").strip("/")
    root = host.roots["zh-hans"]
    asked = f"{root.url_path}{path}/"
    candidates = [
        entry for entry in held_table().all if asked.startswith(next(iter(entry.roots.values())).url_path)
    ]
    return max(candidates, key=lambda entry: len(entry.root_path), default=host)


def _answer(request: HttpRequest, status: int) -> HttpResponse:
    context: dict[str, Any] = {}
    subsite = _subsite_asked(request)
    if subsite is not None:
        own = error_page(subsite, status, get_language() or settings.LANGUAGE_CODE)
        if own is not None:
            response = own.serve(request)
            response.context_data |= NO_ADDRESS
            response.status_code = status
            answer: HttpResponse = response.render()
            return answer
        from wagtail.models import Page

        home = Page.objects.filter(pk=subsite.root_page_id).first()
        if home is not None:
            context.update(page_context(request, home.specific))
            context.update(NO_ADDRESS)
    return HttpResponse(render_to_string(f"{status}.html", context, request=request), status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return _answer(request, 404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _answer(request, 403)
