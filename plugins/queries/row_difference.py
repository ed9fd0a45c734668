"""Which rows come, go and change with the version that waits, for whoever reviews it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from plugins.queries.clearing import waiting_of
from plugins.queries.models import LookupTable, TableRow, TableVersion

LISTED = 50
"""Rows of each sort that are listed; all are counted."""

type Values = tuple[str, ...]


@dataclass
class RowDifference:
    """Counts, and the first rows of each sort by the names of their columns."""

    names: list[str]
    added: int = 0
    removed: int = 0
    changed: int = 0
    same: int = 0
    added_rows: list[Values] = field(default_factory=list)
    removed_rows: list[Values] = field(default_factory=list)
    changed_rows: list[list[tuple[str, str]]] = field(default_factory=list)
    """For each row its cells as (before, after)."""

    @property
    def is_more(self) -> bool:
        """Whether there are more than are listed."""
        return max(self.added, self.removed, self.changed) > LISTED


def compare(before: TableVersion | None, after: TableVersion) -> RowDifference:
    """Hold two versions against each other. Rows belong together by the first column whose values are unique in both,
    such as a code or a name; without one, a changed row is one that goes and one that comes.

    Reads both versions into memory as plain texts.
    """
    keys = [each["key"] for each in after.columns]
    found = RowDifference([each["name"] for each in after.columns])
    old = list(_rows(before, keys)) if before is not None else []
    new = list(_rows(after, keys))
    place = _identifying(old, new, len(keys))
    if place is None:
        _by_whole_rows(found, old, new)
    else:
        _by_key(found, old, new, place)
    return found


def _rows(version: TableVersion, keys: Sequence[str]) -> Iterator[Values]:
    rows = TableRow.objects.filter(version=version).order_by("number").values_list("values", flat=True)
    for values in rows.iterator(chunk_size=2000):
        yield tuple(values.get(key, "") for key in keys)


def _identifying(old: Sequence[Values], new: Sequence[Values], width: int) -> int | None:
    for place in range(width):
        if all(len({row[place] for row in rows}) == len(rows) for rows in (old, new)):
            return place
    return None


def _by_key(found: RowDifference, old: Sequence[Values], new: Sequence[Values], place: int) -> None:
    earlier = {row[place]: row for row in old}
    for row in new:
        was = earlier.pop(row[place], None)
        if was is None:
            _add(found, row)
        elif was == row:
            found.same += 1
        else:
            found.changed += 1
            if len(found.changed_rows) < LISTED:
                found.changed_rows.append(list(zip(was, row, strict=True)))
    for row in earlier.values():
        _remove(found, row)


def _by_whole_rows(found: RowDifference, old: Sequence[Values], new: Sequence[Values]) -> None:
    left = Counter(old)
    for row in new:
        if left[row] > 0:
            left[row] -= 1
            found.same += 1
        else:
            _add(found, row)
    for row, count in left.items():
        for _each in range(count):
            _remove(found, row)


def _add(found: RowDifference, row: Values) -> None:
    found.added += 1
    if len(found.added_rows) < LISTED:
        found.added_rows.append(row)


def _remove(found: RowDifference, row: Values) -> None:
    found.removed += 1
    if len(found.removed_rows) < LISTED:
        found.removed_rows.append(row)


def row_difference(table: LookupTable) -> SafeString | str:
    """The difference as HTML for the review's screen; "" where no version waits."""
    waiting = waiting_of(table)
    if waiting is None:
        return ""
    context: dict[str, Any] = {"found": compare(table.current_version, waiting), "listed": LISTED}
    return render_to_string("queries/admin/row_difference.html", context)
