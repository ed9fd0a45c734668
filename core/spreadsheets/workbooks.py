"""XLSX, written row by row."""

import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

UNFIT_FOR_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
UNFIT_FOR_A_TITLE = re.compile(r"[\[\]:*?/\\]")
LONGEST_CELL = 32_000
"""Characters; Excel's own limit is 32,767."""


def text_cell(sheet: Any, text: str) -> Any:
    """A cell told to be text, so that what begins with an equals sign is none of a formula."""
    cell = WriteOnlyCell(sheet, UNFIT_FOR_XML.sub("", text)[:LONGEST_CELL])
    cell.data_type = "s"
    return cell


def workbook_file(
    headings: Sequence[str], rows: Callable[[Any], Iterable[Sequence[Any]]], *, title: str = ""
) -> IO[bytes]:
    """A workbook of one sheet as an open temporary file, which the response closes.

    `rows` gets the sheet, for those who make cells of their own; texts become text cells by themselves.
    """
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(UNFIT_FOR_A_TITLE.sub(" ", title)[:31] or "1")
    sheet.freeze_panes = "A2"
    sheet.append([text_cell(sheet, heading) for heading in headings])
    for row in rows(sheet):
        sheet.append([text_cell(sheet, value) if isinstance(value, str) else value for value in row])
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return file
