"""Whose a collection of media is: each subsite has one, and what lies below it is the subsite's too."""

from collections.abc import Iterable
from typing import Any

from wagtail.models import Collection

from .holding import held_table
from .table import PATH_STEP, SubsiteEntry


def paths_up(path: str) -> list[str]:
    """The tree paths from the root down to this one, itself included."""
    return [path[:end] for end in range(PATH_STEP, len(path) + 1, PATH_STEP)]


def _by_collection() -> dict[int, SubsiteEntry]:
    return {entry.collection_id: entry for entry in held_table().all}


def subsite_of_collection(collection: Any) -> SubsiteEntry | None:
    """The subsite whose media lie in this collection, or None for what belongs to none.

    The nearest collection of a subsite above it decides. One query, none for a subsite's own collection.
    """
    if collection is None:
        return None
    by_collection = _by_collection()
    if collection.pk in by_collection:
        return by_collection[collection.pk]
    above = Collection.objects.filter(path__in=paths_up(collection.path)[:-1]).order_by("-path")
    return next(
        (by_collection[key] for key in above.values_list("pk", flat=True) if key in by_collection), None
    )


def collections_of(entries: Iterable[SubsiteEntry]) -> list[int]:
    """The ids of all collections in which media of these subsites lie. One query."""
    by_collection, wanted = _by_collection(), {entry.id for entry in entries}
    keys: dict[str, int] = dict(Collection.objects.values_list("path", "pk"))
    found = []
    for path, key in keys.items():
        above = (by_collection.get(keys[step]) for step in reversed(paths_up(path)) if step in keys)
        nearest = next((entry for entry in above if entry is not None), None)
        if nearest is not None and nearest.id in wanted:
            found.append(key)
    return found
