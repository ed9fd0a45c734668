"""Rows of one file in relation to each other: what may stand only once, and who is whose parent."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from core.provisioning.faults import Fault


class Placed(Protocol):
    """A row that knows where it stands."""

    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int: ...


class Child(Placed, Protocol):
    """A row that names a parent."""

    @property
    def parent(self) -> str: ...


def duplicates(rows: Iterable[Placed], column: str) -> list[Fault]:
    """A fault for each row whose value of ``column`` stood in an earlier row; empty values may repeat."""
    seen: dict[str, int] = {}
    faults: list[Fault] = []
    for row in rows:
        value = getattr(row, column)
        if not value:
            continue
        if value in seen:
            values = {"column": column, "value": value, "line": seen[value]}
            faults.append(Fault(row.file, row.line, "duplicate", values))
        seen.setdefault(value, row.line)
    return faults


def parent_cycles[R: Child](rows: Sequence[R], key: Callable[[R], str]) -> list[Fault]:
    """A fault for each circle of parents, at its first row in the file."""
    by_key = {key(row): row for row in rows if key(row)}
    faults: list[Fault] = []
    done: set[str] = set()
    for row in rows:
        path: list[str] = []
        current = key(row)
        while current in by_key and current not in done and current not in path:
            path.append(current)
            current = by_key[current].parent
        if current in path:
            faults.append(_cycle(path[path.index(current) :], by_key))
        done.update(path)
    return faults


def _cycle[R: Child](circle: list[str], by_key: dict[str, R]) -> Fault:
    first = min(circle, key=lambda value: by_key[value].line)
    row = by_key[first]
    if len(circle) == 1:
        return Fault(row.file, row.line, "parent_self", {"value": first})
    start = circle.index(first)
    ordered = circle[start:] + circle[:start] + [first]
    return Fault(row.file, row.line, "parent_cycle", {"cycle": " → ".join(ordered)})


def parents_first[R: Child](rows: Sequence[R], key: Callable[[R], str]) -> tuple[R, ...]:
    """The same rows, each after its parent, siblings in their order. Raises ValueError for a circle."""
    placed: dict[str, R] = {}
    waiting = list(rows)
    known = {key(row) for row in rows}
    while waiting:
        ready = [row for row in waiting if row.parent not in known or row.parent in placed]
        if not ready:
            raise ValueError("The parents run in a circle.")
        placed.update((key(row), row) for row in ready)
        waiting = [row for row in waiting if key(row) not in placed]
    return tuple(placed.values())
