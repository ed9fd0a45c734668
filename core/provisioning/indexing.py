"""Keep the indexes of a build right without keeping them up save by save."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_save
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update


@contextmanager
def indexed_at_the_end() -> Iterator[None]:
    """Within, saving updates neither the reference index nor the search index; at the end both are brought up
    to date for all that was saved. Must be used inside a transaction."""
    with _references_at_the_end():
        yield


@contextmanager
def _references_at_the_end() -> Iterator[None]:
    saved: dict[tuple[type[Model], Any], Model] = {}

    def remember(instance: Model, **_kwargs: Any) -> None:
        if type(instance) in ReferenceIndex.tracked_models:
            saved[type(instance), instance.pk] = instance

    post_save.connect(remember, weak=False)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        post_save.disconnect(remember)
    for instance in saved.values():
        ReferenceIndex.create_or_update_for_object(instance)
