"""A table as a file to take away: what is shown, as it is shown."""

import csv
import io
import re
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from plugins.queries.formatting import display
from plugins.queries.listing import Question, Rows, shown
from plugins.queries.models.columns import TableColumn
from plugins.queries.models.rows import TableRow
from plugins.queries.models.tables import LookupTable
from plugins.queries.presenting import table_of
from plugins.queries.tables.types import NUMERIC, ColumnType

if TYPE_CHECKING:
    from plugins.queries.models import LookupPage

CSV = "csv"
XLSX = "xlsx"
MEDIA_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
CHUNK = 500
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for the system's own encoding and garbles Chinese."""
UNFIT_FOR_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
DIGITS_OF_A_CELL = 15


def requested_download(request: HttpRequest, page: "LookupPage") -> HttpResponseBase | None:
    """The file that `?download=csv` or `xlsx` asks for; `None` without. Raises Http404 where it is not allowed."""
    form = request.GET.get("download")
    if not form:
        return None
    table = table_of(page)
    if table is None or not table.download_allowed or form not in MEDIA_TYPES:
        raise Http404
    return download(table, form)


def download(table: LookupTable, form: str) -> HttpResponseBase:
    """All rows of the current version, the shown columns."""
    columns = list(table.columns.all())
    visible = shown(columns)
    response: HttpResponseBase
    if form == CSV:
        response = StreamingHttpResponse(_csv(table, columns, visible), content_type=MEDIA_TYPES[CSV])
    else:
        response = FileResponse(_xlsx(table, columns, visible), content_type=MEDIA_TYPES[XLSX])
    day = f"{table.updated_at:%Y%m%d}" if table.updated_at else ""
    name = f"{table.name}-{day}.{form}"
    response["Content-Disposition"] = (
        f"attachment; filename=\"{table.slug}.{form}\"; filename*=UTF-8''{quote(name)}"
    )
    return response


def safe_cell(column_type: ColumnType, value: str) -> str:
    """A cell of CSV that a spreadsheet can not take for a formula. Numbers are numbers, whatever their sign."""
    text = display(column_type, value)
    if column_type not in NUMERIC and text.startswith(FORMULA_STARTS):
        return f"'{text}"
    return text


def _rows(table: LookupTable, columns: Sequence[TableColumn]) -> Iterator[TableRow]:
    version = table.current_version
    if version is None:
        return
    for part in Rows(version, columns, Question.of(_NOTHING, columns)).parts:
        yield from part.iterator(chunk_size=CHUNK)


def _csv(table: LookupTable, columns: Sequence[TableColumn], visible: Sequence[TableColumn]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write(BYTE_ORDER_MARK)
    writer.writerow([safe_cell(ColumnType.TEXT, column.name) for column in visible])
    for number, row in enumerate(_rows(table, columns), start=1):
        writer.writerow([safe_cell(column.column_type, row.values.get(column.key, "")) for column in visible])
        if number % CHUNK == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def _xlsx(table: LookupTable, columns: Sequence[TableColumn], visible: Sequence[TableColumn]) -> Any:
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", table.name)[:31] or "1")
    sheet.freeze_panes = "A2"
    sheet.append([_text_cell(sheet, column.name) for column in visible])
    for row in _rows(table, columns):
        sheet.append([_cell(sheet, column, row.values.get(column.key, "")) for column in visible])
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return file


def _cell(sheet: Any, column: TableColumn, value: str) -> Any:
    kind = column.column_type
    if not value:
        return None
    if not column.masked:
        if kind in NUMERIC:
            return _number_cell(sheet, kind, value)
        if kind is ColumnType.DATE:
            return date.fromisoformat(value)
    return _text_cell(sheet, display(kind, value))


def _number_cell(sheet: Any, kind: ColumnType, value: str) -> Any:
    number = Decimal(value.removesuffix("%"))
    if len(number.as_tuple().digits) > DIGITS_OF_A_CELL:
        return _text_cell(sheet, value)
    if kind is not ColumnType.PERCENTAGE:
        return number
    share: Any = number / 100
    cell = WriteOnlyCell(sheet, share)
    cell.number_format = "0.##%"
    return cell


def _text_cell(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, UNFIT_FOR_XML.sub("", text))
    # Told to be text, so that what begins with an equals sign is none of a formula.
    cell.data_type = "s"
    return cell


_NOTHING: Any = {}
