"""A table as a file to take away: what is shown, as it is shown."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from openpyxl.cell import WriteOnlyCell

from core.spreadsheets import BYTE_ORDER_MARK, csv_text, harmless, workbook_file
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
    return text if column_type in NUMERIC else str(harmless(text))


def _rows(table: LookupTable, columns: Sequence[TableColumn]) -> Iterator[TableRow]:
    version = table.current_version
    if version is None:
        return
    for part in Rows(version, columns, Question.of(_NOTHING, columns)).parts:
        yield from part.iterator(chunk_size=CHUNK)


def _csv(table: LookupTable, columns: Sequence[TableColumn], visible: Sequence[TableColumn]) -> Iterator[str]:
    yield BYTE_ORDER_MARK
    yield from csv_text([[column.name for column in visible]])
    yield from csv_text(
        (
            [safe_cell(column.column_type, row.values.get(column.key, "")) for column in visible]
            for row in _rows(table, columns)
        ),
        guarded=False,
    )


def _xlsx(table: LookupTable, columns: Sequence[TableColumn], visible: Sequence[TableColumn]) -> Any:
    def rows(sheet: Any) -> Iterator[list[Any]]:
        for row in _rows(table, columns):
            yield [_cell(sheet, column, row.values.get(column.key, "")) for column in visible]

    return workbook_file([column.name for column in visible], rows, title=table.name)


def _cell(sheet: Any, column: TableColumn, value: str) -> Any:
    kind = column.column_type
    if not value:
        return None
    if not column.masked:
        if kind in NUMERIC:
            return _number_cell(sheet, kind, value)
        if kind is ColumnType.DATE:
            return date.fromisoformat(value)
    return display(kind, value)


def _number_cell(sheet: Any, kind: ColumnType, value: str) -> Any:
    number = Decimal(value.removesuffix("%"))
    if len(number.as_tuple().digits) > DIGITS_OF_A_CELL:
        return value
    if kind is not ColumnType.PERCENTAGE:
        return number
    share: Any = number / 100
    cell = WriteOnlyCell(sheet, share)
    cell.number_format = "0.##%"
    return cell


_NOTHING: Any = {}
