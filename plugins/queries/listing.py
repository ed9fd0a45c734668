"""Which rows a visitor asks for, and reading them a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from plugins.queries.models import TableColumn, TableRow, TableVersion
from plugins.queries.tables.searching import parse_query
from plugins.queries.tables.sort_keys import sort_key

QUESTION_CHARACTERS = 100
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
    from an index.
    """

    def __init__(self, version: TableVersion, columns: Sequence[TableColumn], question: Question) -> None:
        self.found = _matching(version, columns, question)
        self.total = None if question.asks else version.row_count
        slots = {column.key: column.slot for column in columns}
        slot = slots.get(question.sort)
        if slot is None:
            self.parts: list[QuerySet[TableRow]] = [self.found.order_by("number")]
            return
        key = f"key_{slot}"
        order = f"{DESCENDING if question.descending else ''}{key}"
        number = f"{DESCENDING if question.descending else ''}number"
        self.parts = [
            self.found.filter(**{f"{key}__isnull": False}).order_by(order, number),
            self.found.filter(**{f"{key}__isnull": True}).order_by("number"),
        ]

    def count(self) -> int:
        """How many there are."""
        if self.total is None:
            self.total = self.found.count()
        return self.total

    __len__ = count

    def __getitem__(self, wanted: slice) -> list[TableRow]:
        start, stop = wanted.start or 0, wanted.stop
        rows = list(self.parts[0][start:stop])
        if len(self.parts) == 1 or len(rows) == stop - start:
            return rows
        filled = start + len(rows) if rows else self.parts[0].count()
        return rows + list(self.parts[1][max(0, start - filled) : stop - filled])


def _matching(
    version: TableVersion, columns: Sequence[TableColumn], question: Question
) -> QuerySet[TableRow]:
    rows = TableRow.objects.filter(version=version).defer("search_text", "pieces")
    for term in parse_query(question.words):
        if term.pieces:
            rows = rows.filter(pieces__has_pieces=term.pieces)
        if term.contains:
            rows = rows.filter(search_text__contains=term.contains)
    by_key = {column.key: column for column in columns}
    for key, value in question.filters.items():
        rows = rows.filter(**{f"key_{by_key[key].slot}": sort_key(by_key[key].column_type, value)})
    return rows


def shown(columns: Sequence[TableColumn]) -> list[TableColumn]:
    """The columns that leave the house."""
    return [column for column in columns if column.shown]


def public_values(row: TableRow, columns: Sequence[TableColumn]) -> dict[str, Any]:
    """The values of a row that may be seen, by column key."""
    return {column.key: row.values.get(column.key, "") for column in columns if column.shown}
