"""Rendering what a plugin's view answers below `-/<slug>/`."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.pages.context import page_context


def render_public(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """Render a template that extends `design/base.html`, with the context of a public page.

    For views behind a plugin's `urls.py` only: `page` is the subsite's home page, `subsite` its entry.
    """
    home_page = request.home_page  # type: ignore[attr-defined]
    variables = {"page": home_page, "self": home_page, **page_context(request, home_page), **(context or {})}
    return render(request, template, variables, status=status)
