"""Which pages are being written: their child rows are written with them, as the gate has let them pass."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import Model

_written: ContextVar[tuple[Model, ...]] = ContextVar("core_review_pages_being_written", default=())


@contextmanager
def page_being_written(page: Model) -> Iterator[None]:
    """Around the saving of a page, child rows included."""
    token = _written.set((*_written.get(), page))
    try:
        yield
    finally:
        _written.reset(token)


def is_being_written(page_id: int) -> bool:
    """Whether the page with this number is being saved as a whole."""
    return any(page.pk == page_id for page in _written.get())
