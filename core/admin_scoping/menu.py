"""Menu items that lead to closed screens are not shown."""

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve

from .gate import may_enter


@cache
def _match(url: str) -> ResolverMatch | None:
    try:
        return resolve(url)
    except Resolver404:
        return None


def leads_to_open_screen(request: HttpRequest, url: Any) -> bool:
    """Whether the person may enter the screen at this address; true for addresses of other sites."""
    path = str(url).partition("?")[0].partition("#")[0]
    if not path.startswith("/"):
        return True
    match = _match(path)
    return match is None or may_enter(request, match)


def drop_closed(request: HttpRequest, items: list[Any]) -> None:
    """Take the items away, in place, that lead to a screen which is closed to this person."""
    items[:] = [item for item in items if leads_to_open_screen(request, getattr(item, "url", ""))]
