"""What templates receive."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest

from core.plugin_api import RenderContext, plugin_settings, plugin_url

from .models import Notice
from .querysets import begun, running

LATEST = 5


def with_addresses(
    notices: Iterable[Notice], subsite: Any, request: HttpRequest | None
) -> list[dict[str, Any]]:
    """Each notice with its address."""
    return [
        {"notice": notice, "url": plugin_url(subsite, "notices:notice", pk=notice.pk, request=request)}
        for notice in notices
    ]


def above_page(context: RenderContext) -> Mapping[str, Any] | None:
    """The running notices above a home page or a column; None where nothing runs."""
    at_most = plugin_settings("notices", context.subsite)["at_most"]
    found = with_addresses(running(context.subsite)[:at_most], context.subsite, context.request)
    return {"notices": found} if found else None


def above_article(context: RenderContext) -> Mapping[str, Any] | None:
    """The same above an article, where the office wants it."""
    return above_page(context) if plugin_settings("notices", context.subsite)["above_articles"] else None


def latest(context: RenderContext) -> Mapping[str, Any]:
    """The latest notices for a home page."""
    return {"notices": with_addresses(begun(context.subsite)[:LATEST], context.subsite, context.request)}


def running_now(context: RenderContext) -> Mapping[str, Any] | None:
    """What runs on a subsite, for its staff; None where nothing runs."""
    notices = list(running(context.subsite))
    return {"notices": notices} if notices else None
