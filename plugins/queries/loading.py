"""Writes the rows of a version, with what they are searched and sorted by."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import batched
from typing import Any

from plugins.queries.exact_keys import exact_key
from plugins.queries.models import TableColumn, TableRow, TableVersion
from plugins.queries.tables.roles import COUNTED_ROLES
from plugins.queries.tables.searching import pieces, search_text
from plugins.queries.tables.sort_keys import sort_key
from plugins.queries.tables.types import read_cell

BATCH = 500
FACET_VALUES = 500
"""A filter with more values is no help to anybody and is left out."""

type KeyedRow = tuple[dict[str, str], dict[str, str | None]]
"""The clear or stored values by column key, and exact keys that can no longer be computed, by column key."""


class FacetCounter:
    """Counts the values of the columns that are offered as filters."""

    def __init__(self, columns: Sequence[TableColumn]) -> None:
        self.counts: dict[str, Counter[str]] = {
            column.key: Counter()
            for column in columns
            if column.filtered or column.series_role in COUNTED_ROLES
        }

    def add(self, values: dict[str, str]) -> None:
        """Count one row."""
        for key, counter in self.counts.items():
            if len(counter) <= FACET_VALUES and values[key]:
                counter[values[key]] += 1

    def result(self, columns: Sequence[TableColumn]) -> dict[str, list[list[Any]]]:
        """The values of each filter with their numbers, sorted as the column sorts."""
        types = {column.key: column.column_type for column in columns}
        return {
            key: sorted(map(list, counter.items()), key=lambda item: sort_key(types[key], item[0]) or "")
            for key, counter in self.counts.items()
            if 0 < len(counter) <= FACET_VALUES
        }


def write_rows(version: TableVersion, columns: Sequence[TableColumn], rows: Iterable[KeyedRow]) -> None:
    """Write rows and the version's filters. Masked columns are masked here, on their way in."""
    facets, digest = FacetCounter(columns), RowsDigest([column.key for column in columns])
    build = _row_builder(version, columns, facets)
    for batch in batched((build(number, row) for number, row in enumerate(rows, start=1)), BATCH):
        for row in batch:
            digest.add(row.number, row.values)
        TableRow.objects.bulk_create(batch)
    version.facets, version.digest = facets.result(columns), digest.result()
    version.save(update_fields=["facets", "digest"])


class RowsDigest:
    """SHA-256 over the stored rows of a version, in their order: a JSON list of the number and the values each."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.keys = list(keys)
        self.hash = hashlib.sha256()

    def add(self, number: int, values: Mapping[str, str]) -> None:
        """One row more."""
        row = [number, *(values.get(key, "") for key in self.keys)]
        self.hash.update(json.dumps(row, ensure_ascii=False).encode() + b"\n")

    def result(self) -> str:
        """In hexadecimal."""
        return self.hash.hexdigest()


def digest_of_rows(version: TableVersion) -> str:
    """The digest of the rows that are there now, read one by one."""
    digest = RowsDigest([each["key"] for each in version.columns])
    rows = TableRow.objects.filter(version=version).order_by("number").values_list("number", "values")
    for number, values in rows.iterator(chunk_size=BATCH):
        digest.add(number, values)
    return digest.result()


def kept_digest(version: TableVersion) -> str:
    """The digest as it was written; of a version that is older than digests it is computed now."""
    if not version.digest:
        version.digest = digest_of_rows(version)
        TableVersion.objects.filter(pk=version.pk).update(digest=version.digest)
    return version.digest


def _row_builder(
    version: TableVersion, columns: Sequence[TableColumn], facets: FacetCounter
) -> Callable[[int, KeyedRow], TableRow]:
    searched = [column.key for column in columns if column.searched]
    table_id = version.table_id

    def build(number: int, keyed: KeyedRow) -> TableRow:
        values, kept = keyed
        stored = {column.key: column.stored(values[column.key]) for column in columns}
        facets.add(stored)
        text = search_text(values[key] for key in searched)
        row = TableRow(
            version=version, number=number, values=stored, search_text=text, pieces=" ".join(pieces(text))
        )
        for column in columns:
            if column.slot is None:
                continue
            if not column.masked:
                key = sort_key(column.column_type, values[column.key])
            elif column.key in kept:
                key = kept[column.key]
            else:
                key = exact_key(table_id, column.key, values[column.key])
            setattr(row, f"key_{column.slot}", key)
        return row

    return build


def rows_of_file(columns: Sequence[TableColumn], rows: Iterable[tuple[str, ...]]) -> Iterator[KeyedRow]:
    """The rows of a checked file, in the order of the columns."""
    keys = [column.key for column in columns]
    for cells in rows:
        yield dict(zip(keys, cells, strict=True)), {}


def rows_of_version(
    version: TableVersion,
    columns: Sequence[TableColumn],
    slots: dict[str, int | None],
    retyped: frozenset[str] = frozenset(),
) -> Iterator[KeyedRow]:
    """The rows of a version for columns that changed; `slots` says of its masked columns where their keys
    are.

    Values that are masked already stay as they are, and what they are found by is taken over.
    """
    for row in TableRow.objects.filter(version=version).order_by("number").iterator(chunk_size=BATCH):
        values = {column.key: row.values.get(column.key, "") for column in columns}
        for column in columns:
            if column.key in retyped:
                values[column.key] = read_cell(column.column_type, values[column.key])
        kept = {key: getattr(row, f"key_{slot}") if slot else None for key, slot in slots.items()}
        yield values, kept
