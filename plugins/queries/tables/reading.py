"""Reads an uploaded CSV or XLSX file into rows of text cells. Nothing here knows about column types."""

from dataclasses import dataclass, field

from django.utils.translation import gettext

from plugins.queries.tables.delimited import find_delimiter, read_records
from plugins.queries.tables.encoding import decode
from plugins.queries.tables.header import column_names, find_header
from plugins.queries.tables.limits import Limits
from plugins.queries.tables.problems import Problem, TableError
from plugins.queries.tables.report import Report
from plugins.queries.tables.sniffing import FileKind, sniff
from plugins.queries.tables.workbook import Merge, read_sheet


@dataclass(frozen=True)
class RawRow:
    """A row as the file has it: `number` as a spreadsheet numbers it, one text per column."""

    number: int
    cells: tuple[str, ...]


@dataclass
class RawTable:
    """A file that was read: its form, the names of its columns, its rows and the report so far."""

    kind: FileKind
    names: list[str]
    rows: list[RawRow]
    report: Report
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    merges: list[Merge] = field(default_factory=list)


def read_table(data: bytes, *, limits: Limits | None = None, sheet: str = "") -> RawTable:
    """Read a file by its content. Raises `TableError`, and nothing else, for what is no table at all.

    Faults of single rows and cells are in the report of the result.
    """
    limits = limits or Limits()
    report = Report(limits.reported_faults)
    kind = sniff(data, limits)
    if kind is FileKind.WORKBOOK:
        found = read_sheet(data, limits, report, sheet)
        table = _assemble(kind, found.rows, limits, report, found.merges)
        table.sheet = found.sheet
        if found.other_sheets and not sheet:
            report.note(gettext('Only the sheet "%(sheet)s" was read.') % {"sheet": found.sheet})
        return table
    decoded = decode(data)
    delimiter = find_delimiter(decoded.text)
    rows = list(read_records(decoded.text, delimiter, limits))
    table = _assemble(kind, rows, limits, report, [])
    table.encoding, table.delimiter = decoded.encoding, delimiter
    return table


def _assemble(
    kind: FileKind, rows: list[tuple[int, list[str]]], limits: Limits, report: Report, merges: list[Merge]
) -> RawTable:
    start = find_header(rows, report)
    header_row, header = rows[start]
    body = rows[start + 1 :]
    width = _width(kind, header, body, limits)
    names = column_names(header[:width] + [""] * (width - len(header)), header_row, limits, report)
    if not body:
        raise TableError(Problem.NO_ROWS)
    if width * len(body) > limits.cells:
        raise TableError(Problem.TOO_MANY_CELLS, limit=limits.cells)
    if len(body) > limits.rows:
        raise TableError(Problem.TOO_MANY_ROWS, limit=limits.rows)
    for merge in merges:
        if merge.last_row > header_row:
            report.add(Problem.MERGED_CELLS, row=merge.first_row, range=merge.address)
    result = []
    for number, cells in body:
        texts = [cell.strip() for cell in cells]
        _check_cells(number, texts, names, limits, report)
        # A workbook leaves out the empty cells at the end of a row; a CSV record that is short has lost some.
        if kind is FileKind.DELIMITED and _is_split_wrongly(cells, header):
            report.add(Problem.WRONG_WIDTH, row=number, cells=len(cells), columns=len(header))
        result.append(RawRow(number, tuple(texts[:width]) + ("",) * (width - len(texts))))
    return RawTable(kind=kind, names=names, rows=result, report=report, merges=merges)


def _last(cells: list[str]) -> int:
    """The position, from 1, of the last cell with content."""
    return next((position for position in range(len(cells), 0, -1) if cells[position - 1].strip()), 0)


def _width(kind: FileKind, header: list[str], body: list[tuple[int, list[str]]], limits: Limits) -> int:
    """The last column with a name or content. In CSV the header bounds it: longer records are faults."""
    bound = len(header) if kind is FileKind.DELIMITED else limits.columns + 1
    width = max(_last(header), max((min(_last(cells), bound) for _number, cells in body), default=0), 1)
    if width > limits.columns:
        raise TableError(Problem.TOO_MANY_COLUMNS, limit=limits.columns)
    return width


def _is_split_wrongly(cells: list[str], header: list[str]) -> bool:
    return len(cells) < len(header) or _last(cells) > len(header)


def _check_cells(number: int, texts: list[str], names: list[str], limits: Limits, report: Report) -> None:
    for position, text in enumerate(texts[: len(names)]):
        if len(text) > limits.cell_characters:
            report.add(
                Problem.CELL_TOO_LONG, row=number, column=names[position], limit=limits.cell_characters
            )
        elif not text.isprintable() and any(mark < " " and mark not in "\n\r\t" for mark in text):
            report.add(Problem.CONTROL_CHARACTER, row=number, column=names[position])
