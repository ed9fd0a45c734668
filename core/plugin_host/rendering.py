"""Drawing a contribution with its template."""

from typing import Any, Protocol

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from core.plugin_api.contributions import ContextFunction, RenderContext


class Drawn(Protocol):
    """A contribution with a template and, maybe, a function for the template's variables."""

    @property
    def template(self) -> str: ...

    @property
    def context(self) -> ContextFunction | None: ...


def render_contribution(contribution: Drawn, render_context: RenderContext, **more: Any) -> SafeString:
    """The contribution's HTML; empty when its context function returns None.

    The template gets what the function returns, and `subsite`, `page` and `request`.
    """
    variables = contribution.context(render_context) if contribution.context is not None else {}
    if variables is None:
        return SafeString("")
    every = {
        **more,
        "subsite": render_context.subsite,
        "page": render_context.page,
        **variables,
    }
    return render_to_string(contribution.template, every, request=render_context.request)
