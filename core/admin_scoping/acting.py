"""Who works in the administration right now, for the places that Wagtail tells nothing: fields and widgets."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_acting: ContextVar[Any] = ContextVar("countywide_acting_user", default=None)


def acting_user() -> Any:
    """The person whose request to the administration is answered, or None outside of one."""
    return _acting.get()


@contextmanager
def acting_as(user: Any) -> Iterator[None]:
    """Everything inside is done, and shown, for this person."""
    token = _acting.set(user)
    try:
        yield
    finally:
        _acting.reset(token)
