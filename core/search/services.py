"""Writing the search index in bulk."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from modelsearch.backends import get_search_backend
from modelsearch.index import get_indexed_models

from . import indexing

CHUNK = 500
"""Objects read and indexed at a time."""


def suspend_indexing() -> AbstractContextManager[None]:
    """While inside, this thread's saves are not indexed; call `rebuild_index()` afterwards.

    Deletions still take their objects out of the index.
    """
    return indexing.suspended()


def rebuild_index(models: Iterable[type[Model]] | None = None) -> int:
    """Index every object of these models (of all indexed models without) anew; how many there were.

    In one transaction: until it ends, searches see the index as it was. Objects that are gone are taken out.
    """
    backend = get_search_backend()
    index = backend.index_class(backend)
    count = 0
    with transaction.atomic(using=index.write_connection.alias):
        index.delete_stale_entries()
        for model in get_indexed_models() if models is None else models:
            for chunk in _chunks(model.get_indexed_objects().order_by("pk")):  # type: ignore[union-attr]
                index.add_items(model, chunk)
                count += len(chunk)
    index.tidy()
    return count


def _chunks(objects: QuerySet[Any]) -> Iterator[list[Any]]:
    last = None
    while chunk := list((objects if last is None else objects.filter(pk__gt=last))[:CHUNK]):
        yield chunk
        last = chunk[-1].pk
