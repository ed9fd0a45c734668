"""On whose word a page is being written: a cleared review, an import, or a person under the policy."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from core.admin_scoping.acting import acting_user

_importing: ContextVar[str] = ContextVar("countywide_importing", default="")
_scheduled_by: ContextVar[Any] = ContextVar("countywide_scheduled_by", default=None)
_carrying_out: ContextVar[int] = ContextVar("countywide_carrying_out", default=0)


@contextmanager
def importing(why: str) -> Iterator[None]:
    """The system itself brings content in (a build, an import, a removal): it is marked so, with its own dates.

    For commands and builds, never for a person's request. `why` says which one, as words of the record.
    """
    if not why:
        raise ValueError("An import says what it is.")
    token = _importing.set(why)
    try:
        yield
    finally:
        _importing.reset(token)


def import_going_on() -> str:
    """Which import is going on; "" for none."""
    return _importing.get()


@contextmanager
def carrying_out(review_id: int) -> Iterator[None]:
    """A cleared review is being carried out: what it cleared may pass, nothing else."""
    token = _carrying_out.set(review_id)
    try:
        yield
    finally:
        _carrying_out.reset(token)


def review_carried_out() -> int:
    """The review that is being carried out; 0 for none."""
    return _carrying_out.get()


@contextmanager
def scheduled_by(person: Any) -> Iterator[None]:
    """The beat does what this person has scheduled: what policy says of their role counts, as it is now."""
    token = _scheduled_by.set(person)
    try:
        yield
    finally:
        _scheduled_by.reset(token)


def publishing_person() -> Any:
    """Who is publishing: whoever works in the administration, or scheduled it; None when nobody is known."""
    return _scheduled_by.get() or acting_user()
