"""Reads one sheet of an XLSX workbook as text cells: stored results of formulas, dates as ISO, shares as
percent.
"""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import InvalidOperation
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from plugins.queries.tables.limits import Limits
from plugins.queries.tables.problems import Problem, TableError
from plugins.queries.tables.report import Report
from plugins.queries.tables.workbook_cells import CellError, cell_text

SHEET_ROWS = 1_048_576
MERGE = re.compile(rb'<mergeCell ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
MERGES_READ = 1_000
CHUNK = 1 << 20

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    InvalidFileException,
    InvalidOperation,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What zipfile, the XML parser and openpyxl raise for a damaged workbook; openpyxl has no exception of its
own.
"""


@dataclass(frozen=True)
class Merge:
    """A merged range: its first and last row (from 1) and its address, like `A3:A9`."""

    first_row: int
    last_row: int
    address: str


@dataclass
class SheetRows:
    """The rows of one sheet, and what was found beside them."""

    sheet: str
    other_sheets: list[str]
    rows: list[tuple[int, list[str]]]
    merges: list[Merge]


def read_sheet(data: bytes, limits: Limits, report: Report, sheet: str = "") -> SheetRows:
    """Read the named sheet, or the first visible one with content.

    Faulty cells go to the report. Raises `TableError` when the workbook as a whole cannot be taken.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(data, limits, report, sheet)
    except UNREADABLE as error:
        raise TableError(Problem.DAMAGED_WORKBOOK) from error


def _open(data: bytes, *, stored_results: bool) -> Workbook:
    return load_workbook(io.BytesIO(data), read_only=True, data_only=stored_results, keep_links=False)


def _read(data: bytes, limits: Limits, report: Report, sheet: str) -> SheetRows:
    book = _open(data, stored_results=True)
    worksheets: list[Any] = [each for each in book.worksheets if each.sheet_state == "visible"]
    if sheet:
        worksheets = [each for each in worksheets if each.title == sheet]
        if not worksheets:
            raise TableError(Problem.UNKNOWN_SHEET, sheet=sheet)
    for worksheet in worksheets:
        has_formulas, merges = _scan(data, worksheet)
        rows = list(_rows(worksheet, limits, report))
        if has_formulas:
            _report_formulas_without_result(data, worksheet.title, rows, limits, report)
        if rows:
            others = [each.title for each in worksheets if each is not worksheet]
            return SheetRows(worksheet.title, others, rows, merges)
    raise TableError(Problem.NO_SHEET)


def _scan(data: bytes, worksheet: Any) -> tuple[bool, list[Merge]]:
    """Look through the sheet's XML for what openpyxl's streaming reader does not tell."""
    has_formulas, tail = False, b""
    merges: list[Merge] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(worksheet._worksheet_path) as part:
        while chunk := part.read(CHUNK):
            window = tail + chunk
            has_formulas = has_formulas or b"<f>" in window or b"<f " in window
            for match in MERGE.finditer(window):
                left, top, right, bottom = (group.decode() for group in match.groups())
                merge = Merge(int(top), int(bottom), f"{left}{top}:{right}{bottom}")
                if merge not in merges[-2:] and len(merges) < MERGES_READ:
                    merges.append(merge)
            tail = window[-60:]
    return has_formulas, merges


def _rows(worksheet: Any, limits: Limits, report: Report) -> Iterator[tuple[int, list[str]]]:
    # The declared dimension may lie; rows are counted as they come, and columns read well beyond the limit so
    # that a table that is too wide is noticed and not cut.
    worksheet.reset_dimensions()
    found = cells = 0
    empty: Any = None
    for number, row in enumerate(
        worksheet.iter_rows(max_col=limits.columns * 4, max_row=SHEET_ROWS), start=1
    ):
        # Missing rows all come as one and the same tuple, up to a million times.
        if row is empty:
            continue
        if all(cell.value is None for cell in row):
            empty = row
            continue
        texts = [_text(cell, number, report) for cell in row]
        while texts and not texts[-1]:
            texts.pop()
        if not texts:
            continue
        if len(texts) > limits.columns:
            raise TableError(Problem.TOO_MANY_COLUMNS, limit=limits.columns)
        found, cells = found + 1, cells + len(texts)
        if found > limits.rows + 1:
            raise TableError(Problem.TOO_MANY_ROWS, limit=limits.rows)
        if cells > limits.cells:
            raise TableError(Problem.TOO_MANY_CELLS, limit=limits.cells)
        yield number, texts


def _text(cell: Any, number: int, report: Report) -> str:
    try:
        return cell_text(cell)
    except CellError as fault:
        report.add(fault.problem, row=number, column=cell.column_letter, **fault.details)
        return str(cell.value)


def _report_formulas_without_result(
    data: bytes, sheet: str, rows: list[tuple[int, list[str]]], limits: Limits, report: Report
) -> None:
    results = dict(rows)
    worksheet: Any = _open(data, stored_results=False)[sheet]
    worksheet.reset_dimensions()
    for number, row in enumerate(
        worksheet.iter_rows(max_col=limits.columns * 4, max_row=SHEET_ROWS), start=1
    ):
        stored = results.get(number, [])
        for position, cell in enumerate(row):
            if cell.data_type == "f" and not (position < len(stored) and stored[position]):
                report.add(Problem.NO_STORED_RESULT, row=number, column=cell.column_letter)
