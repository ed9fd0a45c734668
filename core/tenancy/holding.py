"""One look at the table of subsites per request, also where the request is not at hand.

A page's listing, a search or a chooser asks the gate without knowing the request. Within a request the
table is held in a context variable; outside one (commands, tasks) each question reads the revision token.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.signals import request_finished, request_started
from django.http import HttpRequest

from .current import table_of
from .table import SubsiteTable, subsite_table


class _Held:
    """The table of one request; empty until someone asks."""

    table: SubsiteTable | None = None


_held: ContextVar[_Held | None] = ContextVar("countywide_held_table", default=None)


def held_table() -> SubsiteTable:
    """The table of subsites: within a request the one it began with, else the present one."""
    held = _held.get()
    if held is None:
        return subsite_table()
    if held.table is None:
        held.table = subsite_table()
    return held.table


def hold_table_of(request: HttpRequest) -> None:
    """Share the table that the request has read already."""
    if (held := _held.get()) is not None and held.table is None:
        held.table = table_of(request)


def let_go() -> None:
    """Look again at the next question (after a switch in this very request)."""
    if (held := _held.get()) is not None:
        held.table = None


@contextmanager
def one_look() -> Iterator[None]:
    """Outside requests: look at the table once for everything done inside (an import, a report)."""
    token = _held.set(_Held())
    try:
        yield
    finally:
        _held.reset(token)


def is_held() -> bool:
    """Whether a request is going on here, or a response was left open."""
    return _held.get() is not None


def forget() -> None:
    """End what a request began."""
    _held.set(None)


def _begin(**_kwargs: Any) -> None:
    _held.set(_Held())


def _end(**_kwargs: Any) -> None:
    forget()


def connect() -> None:
    """Listen to the beginning and the end of requests."""
    request_started.connect(_begin, dispatch_uid="core.tenancy.holding.begin")
    request_finished.connect(_end, dispatch_uid="core.tenancy.holding.end")
