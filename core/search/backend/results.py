"""Found objects, counted and paged from one pass over the index."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import Count, IntegerField, QuerySet

FEW = 1_000
"""So many keys are well named in a query."""

_MOST: ContextVar[int | None] = ContextVar("most_hits", default=None)


@contextmanager
def best_only(most: int) -> Iterator[None]:
    """Searches made within list the best `most` hits, and say by `has_more` that there are others.

    For who picks one of what is found: nobody turns to the fortieth page, and to rank every hit, look for it among the
    objects and read its key is most of the cost of a search that finds ten thousand.
    """
    before = _MOST.set(most)
    try:
        yield
    finally:
        _MOST.reset(before)


def key_field(queryset: QuerySet[Any]) -> Any:
    """The kind of the objects' keys, which the index keeps as text."""
    key = queryset.model._meta.pk
    while key.remote_field:
        key = key.target_field
    return IntegerField() if isinstance(key, IntegerField) else key


class OnePassResults:
    """Mixed into modelsearch's results of a database.

    As shipped, each count and each page of a search asks the index anew. Here who counts first (as every paginator
    does) reads the keys of all hits, best first, and the pages are fetched by key from that list.
    """

    backend: Any
    query_compiler: Any
    start: int
    stop: int | None
    _count_cache: int | None
    _score_field: str | None

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._known: list[list[Any]] = []
        """The keys of all hits once they are read; shared with the slices of these results."""
        self._most = _MOST.get()

    def _clone(self) -> "OnePassResults":
        clone: OnePassResults = super()._clone()  # type: ignore[misc]  # modelsearch's, mixed in
        clone._known, clone._most = self._known, self._most
        return clone

    def _read_keys(self) -> list[Any]:
        if not self._known:
            if self._most is None:
                keys = self.query_compiler.ranked_keys(self.backend)
            else:
                keys = self.query_compiler.best_keys(self.backend, self._most + 1)
            self._known.append(list(keys))
        return self._known[0]

    def _all_keys(self) -> list[Any]:
        return self._read_keys()[: self._most]

    @property
    def has_more(self) -> bool:
        """Whether more was found than is listed, within `best_only`."""
        return self._most is not None and len(self._read_keys()) > self._most

    def share_hits(self, other: "OnePassResults") -> None:
        """Let the other results, which must be of the same question in the same order, read the same list."""
        other._known = self._known

    def _do_count(self) -> int:
        return len(self._all_keys()[self.start : self.stop])

    def _do_search(self) -> Iterable[Any]:
        if not self._known or self.stop is None or self._score_field is not None:
            return super()._do_search()  # type: ignore[misc]  # the same
        keys = self._all_keys()[self.start : self.stop]
        found = {instance.pk: instance for instance in self.query_compiler.queryset.filter(pk__in=keys)}
        # What was deleted since the keys were read is left out.
        return [found[key] for key in keys if key in found]

    def facet(self, field_name: str) -> "OrderedDict[Any, int]":
        """How many objects there are of each value of a field of their own, the most frequent first."""
        keys = self._all_keys()
        if len(keys) > FEW:
            return super().facet(field_name)  # type: ignore[misc]  # the same
        objects = self.query_compiler.queryset.order_by().filter(pk__in=keys)
        counts = objects.values(field_name).annotate(count=Count("pk", distinct=True)).order_by("-count")
        return OrderedDict(counts.values_list(field_name, "count"))
