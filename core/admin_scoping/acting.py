"""Who works in the administration right now, on which page: for fields and widgets, which Wagtail tells nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class _Acting:
    user: Any
    page: Any = None


_acting: ContextVar[_Acting | None] = ContextVar("countywide_acting", default=None)


def acting_user() -> Any:
    """The person whose request to the administration is answered, or None outside of one."""
    acting = _acting.get()
    return acting.user if acting else None


def acting_page() -> Any:
    """The page that the address names first (below it a new one is made), or None when it names none."""
    acting = _acting.get()
    return acting.page if acting else None


def note_page(page: Any) -> None:
    """Remember the page of the request that is answered."""
    if acting := _acting.get():
        acting.page = page


@contextmanager
def acting_as(user: Any) -> Iterator[None]:
    """Everything inside is done, and shown, for this person."""
    token = _acting.set(_Acting(user))
    try:
        yield
    finally:
        _acting.reset(token)
