"""Keep the indexes of a build right without keeping them up save by save."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_save
from modelsearch.backends import get_search_backend
from modelsearch.index import get_indexed_models
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from core.search.services import suspend_indexing

_CHUNK = 500


@contextmanager
def indexed_at_the_end() -> Iterator[None]:
    """Within, saving updates neither the reference index nor the search index; at the end both are brought up
    to date for what was saved, and for nothing else. Must be used inside a transaction."""
    saved: dict[tuple[type[Model], Any], Model] = {}

    def remember(instance: Model, **_kwargs: Any) -> None:
        saved[type(instance), instance.pk] = instance

    post_save.connect(remember, weak=False)
    try:
        with suspend_indexing(), disable_reference_index_auto_update():
            yield
    finally:
        post_save.disconnect(remember)
    for instance in saved.values():
        if type(instance) in ReferenceIndex.tracked_models:
            ReferenceIndex.create_or_update_for_object(instance)
    for model in get_indexed_models():
        _add_to_search(model, [pk for kind, pk in saved if kind is model])


def _add_to_search(model: Any, ids: Iterable[Any]) -> None:
    ids = sorted(ids)
    for start in range(0, len(ids), _CHUNK):
        objects = model.get_indexed_objects().filter(pk__in=ids[start : start + _CHUNK])
        get_search_backend().add_bulk(model, list(objects))
