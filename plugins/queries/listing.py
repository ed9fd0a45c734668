"""Which rows a visitor asks for, and reading them a page at a time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.lookups import Exact, IsNull

from plugins.queries.index_choice import Unindexed, is_common
from plugins.queries.models import TableColumn, TableRow, TableVersion
from plugins.queries.search_index import ids_up_to
from plugins.queries.tables.searching import parse_query
from plugins.queries.tables.sort_keys import sort_key

QUESTION_CHARACTERS = 100
COUNTED = 5_000
"""Rows that answer a question are counted so far on a page; a narrower question finds more than paging does."""
BY_KEY = 1_000
"""So few rows of a large table are read by their keys, whatever the planner thinks of words."""
DESCENDING = "-"


@dataclass(frozen=True)
class Question:
    """What is asked: words, a value for each filter, and the column to sort by."""

    words: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    descending: bool = False

    @property
    def asks(self) -> bool:
        """Whether rows are left out."""
        return bool(self.words or self.filters)

    @classmethod
    def of(cls, data: Mapping[str, str], columns: Sequence[TableColumn]) -> "Question":
        """The question of an address; what names no column open to it is passed over."""
        words = data.get("q", "").strip()[:QUESTION_CHARACTERS]
        filters = {
            column.key: data[column.key][:QUESTION_CHARACTERS]
            for column in columns
            if column.filtered and data.get(column.key)
        }
        asked = data.get("sort", "")
        sortable = {column.key for column in columns if column.sortable}
        key = asked.removeprefix(DESCENDING)
        if key in sortable:
            return cls(words, filters, key, asked.startswith(DESCENDING))
        first = next((column for column in columns if column.default_sort), None)
        if first is None:
            return cls(words, filters)
        return cls(words, filters, first.key, first.default_sort == "descending")


class Rows:
    """The rows that answer a question, countable and sliceable as a paginator wants them.

    Rows with an empty sort value come last in either direction. They are read apart, so that both parts come sorted
    from an index. With `most`, rows are counted and given no further than that: `is_more` says that there are more.
    """

    def __init__(
        self,
        version: TableVersion,
        columns: Sequence[TableColumn],
        question: Question,
        *,
        most: int | None = None,
    ) -> None:
        self.most, self.is_more = most, False
        worded, has_most = _with_words(version, question, most)
        self.found = _with_values(worded, columns, question.filters)
        self.total = _known_count(version, question)
        if has_most and not question.filters:
            self.total, self.is_more = most, True
        slots = {column.key: column.slot for column in columns}
        slot = slots.get(question.sort)
        if slot is None:
            self.parts: list[QuerySet[TableRow]] = [self.found.order_by("number")]
            return
        key = f"key_{slot}"
        found = self.found
        sorted_by: F | Unindexed = F(key)
        if question.filters and not question.words:
            if is_common(version, question.filters):
                found = _with_values(worded, columns, question.filters, Unindexed)
            else:
                sorted_by = Unindexed(key)
        if question.descending:
            order, number = sorted_by.desc(), F("number").desc()
        else:
            order, number = sorted_by.asc(), F("number").asc()
        self.parts = [
            found.filter(IsNull(sorted_by, False)).order_by(order, number),
            self.found.filter(**{f"{key}__isnull": True}).order_by("number"),
        ]

    def count(self) -> int:
        """How many there are."""
        if self.total is None and self.most is None:
            self.total = self.found.count()
        elif self.total is None and self.most is not None:
            counted = self.found.order_by()[: self.most + 1].count()
            self.total, self.is_more = min(counted, self.most), counted > self.most
        return self.total or 0

    __len__ = count

    def __getitem__(self, wanted: slice) -> list[TableRow]:
        start, stop = wanted.start or 0, wanted.stop
        rows = list(self.parts[0][start:stop])
        if len(self.parts) == 1 or len(rows) == stop - start:
            return rows
        filled = start + len(rows) if rows else self.parts[0].count()
        return rows + list(self.parts[1][max(0, start - filled) : stop - filled])


def _known_count(version: TableVersion, question: Question) -> int | None:
    """The number of rows where it is known without counting: of all, and of one filter's value."""
    if not question.asks:
        return version.row_count
    if question.words or len(question.filters) != 1:
        return None
    ((key, value),) = question.filters.items()
    return next((count for each, count in version.facets.get(key, ()) if each == value), None)


def _with_words(
    version: TableVersion, question: Question, most: int | None
) -> tuple[QuerySet[TableRow], bool]:
    """The rows with all the words, and whether it is already known that there are more than `most`."""
    rows = TableRow.objects.filter(version=version).defer("search_text", "pieces")
    pieces: list[str] = []
    texts: list[str] = []
    terms, has_most = parse_query(question.words), False
    for term in terms:
        if term.whole and ids_up_to(1, version.pk, [term.whole]):
            pieces.append(term.whole)
            continue
        pieces += term.pieces
        if term.contains:
            texts.append(term.contains)
    if pieces:
        pieces = list(dict.fromkeys(pieces))
        gauge = max(most or 0, BY_KEY)
        is_large = version.row_count > gauge
        keys = ids_up_to(gauge + 1, version.pk, pieces) if is_large else []
        if is_large and len(keys) <= BY_KEY:
            rows = rows.filter(pk__in=keys)
        elif len(keys) > gauge and most and all(term.text for term in terms):
            # In so many rows that the first ones are met sooner by going through them in their order.
            has_most = not texts
            texts = [term.text for term in terms]
        else:
            rows = rows.filter(pieces__has_pieces=pieces)
    for text in texts:
        rows = rows.filter(search_text__contains=text)
    return rows, has_most


def _with_values(
    rows: QuerySet[TableRow],
    columns: Sequence[TableColumn],
    filters: Mapping[str, str],
    column_of: Callable[[str], Any] = F,
) -> QuerySet[TableRow]:
    by_key = {column.key: column for column in columns}
    for key, value in filters.items():
        column = by_key[key]
        rows = rows.filter(Exact(column_of(f"key_{column.slot}"), sort_key(column.column_type, value)))
    return rows


def shown(columns: Sequence[TableColumn]) -> list[TableColumn]:
    """The columns that leave the house."""
    return [column for column in columns if column.shown]


def public_values(row: TableRow, columns: Sequence[TableColumn]) -> dict[str, Any]:
    """The values of a row that may be seen, by column key."""
    return {column.key: row.values.get(column.key, "") for column in columns if column.shown}
