"""Holds a file against the columns of a table: every cell that does not fit is a fault."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from plugins.queries.tables.guessing import count_identity_numbers
from plugins.queries.tables.problems import Problem
from plugins.queries.tables.reading import RawTable
from plugins.queries.tables.report import Report
from plugins.queries.tables.types import ColumnType, MisfitError, read_cell

MEMORY = 50_000
SECRET = frozenset({ColumnType.ID_NUMBER})
SHOWN_CHARACTERS = 40


@dataclass(frozen=True)
class ExpectedColumn:
    """A column that the file must have, by its name, with the type every cell must fit."""

    name: str
    type: ColumnType
    masked: bool = False


@dataclass
class CheckedTable:
    """The rows in canonical values, in the order of the expected columns; none when there are faults."""

    rows: list[tuple[str, ...]]
    report: Report


def check_table(table: RawTable, expected: Sequence[ExpectedColumn]) -> CheckedTable:
    """Check every cell. The report goes on from the one of the reading."""
    report = table.report
    positions = _positions(table, expected, report)
    columns: list[list[str]] = []
    for column in expected:
        position = positions.get(column.name)
        columns.append(_canonical(table, position, column, report) if position is not None else [])
    _sort_faults(report)
    if not report.ok:
        return CheckedTable([], report)
    return CheckedTable(list(zip(*columns, strict=True)), report)


def _positions(table: RawTable, expected: Sequence[ExpectedColumn], report: Report) -> dict[str, int]:
    found = {name.casefold(): position for position, name in enumerate(table.names)}
    positions = {}
    for column in expected:
        position = found.pop(column.name.casefold(), None)
        if position is None:
            report.add(Problem.MISSING_COLUMN, name=column.name)
        else:
            positions[column.name] = position
    for name, position in found.items():
        if name:
            report.add(Problem.UNEXPECTED_COLUMN, name=table.names[position])
    return positions


def _canonical(table: RawTable, position: int, column: ExpectedColumn, report: Report) -> list[str]:
    known: dict[str, str] = {}
    values = []
    hide = column.masked or column.type in SECRET
    for row in table.rows:
        cell = row.cells[position]
        value = known.get(cell)
        if value is None:
            try:
                value = read_cell(column.type, cell)
            except MisfitError as misfit:
                # The report is shown, kept and mailed: what is masked stays masked in it.
                shown = "…" if hide else cell[:SHOWN_CHARACTERS]
                report.add(misfit.problem, row=row.number, column=column.name, value=shown)
                value = ""
            else:
                if len(known) < MEMORY:
                    known[cell] = value
        values.append(value)
    if column.type is ColumnType.TEXT and not column.masked:
        count = count_identity_numbers(values)
        if count:
            report.note(
                gettext('The column "%(name)s" holds identity numbers in %(count)s cells; it is not masked.')
                % {"name": column.name, "count": count}
            )
    return values


def _sort_faults(report: Report) -> None:
    report.faults.sort(key=lambda fault: (fault.row or 0, fault.column))
