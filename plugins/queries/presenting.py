"""What the template of a look-up page receives."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest

from core.plugin_api import plugin_url, responsibility_column
from plugins.queries import KIND
from plugins.queries.formatting import display
from plugins.queries.listing import COUNTED, Question, Rows, shown
from plugins.queries.models.columns import TableColumn
from plugins.queries.models.rows import TableRow
from plugins.queries.models.tables import LookupTable
from plugins.queries.tables.types import NUMERIC

if TYPE_CHECKING:
    from plugins.queries.models import LookupPage

PAGES_LISTED = 10_000
"""Pages deeper than this are not offered; a question narrows the table sooner."""


@dataclass(frozen=True)
class Heading:
    """A column's head: its name, and where a click sorts by it."""

    name: str
    is_number: bool
    sort_url: str = ""
    sorted: str = ""


@dataclass(frozen=True)
class Cell:
    """One value under its heading."""

    heading: str
    text: str
    is_number: bool
    is_first: bool


@dataclass(frozen=True)
class Filter:
    """A column that is filtered by one of its values."""

    key: str
    name: str
    value: str
    options: list[tuple[str, str, int]]


def table_of(page: "LookupPage") -> LookupTable | None:
    """The page's table with version and columns, when the page's own office has it and it has rows."""
    entry = page.subsite_entry
    if page.table_id is None or entry is None:
        return None
    return (
        LookupTable.objects.for_subsite(entry)
        .filter(pk=page.table_id, current_version__isnull=False)
        .with_everything()
        .annotate(responsibility_row=responsibility_column(KIND))
        .first()
    )


def page_content(request: HttpRequest, page: "LookupPage", subsite: Any) -> dict[str, Any]:
    """The variables of the page: the table with its rows, or the plot."""
    table = table_of(page)
    if table is None or table.current_version is None:
        return {"table": None}
    common = {
        "table": table,
        "responsible": table.responsible(subsite.display_name),
        "downloads": ("csv", "xlsx") if table.download_allowed else (),
        "find_url": _find_url(request, table, subsite),
    }
    from plugins.queries.kinds import KINDS

    kind = KINDS[page.kind]
    if kind.missing(table):
        return {"table": None}
    return {**common, **kind.content(request, page, table)}


def _find_url(request: HttpRequest, table: LookupTable, subsite: Any) -> str:
    """Where a row is found by a full number; empty for a table without such a column."""
    if not any(column.found_exactly for column in table.columns.all()):
        return ""
    return plugin_url(subsite, "queries:find", slug=table.slug, request=request)


def lookup_content(request: HttpRequest, page: "LookupPage", table: LookupTable) -> dict[str, Any]:
    """Form, headings and one page of rows."""
    version = table.current_version
    assert version is not None  # noqa: S101 - page_content asked
    columns = list(table.columns.all())
    question = Question.of(request.GET, columns)
    rows: Any = Rows(version, columns, question, most=COUNTED)
    paginator: Paginator[TableRow] = Paginator(rows, page.page_size)
    page_obj = paginator.get_page(request.GET.get("page"))
    visible = shown(columns)
    return {
        "question": question,
        "searched_names": [column.name for column in columns if column.searched],
        "filters": _filters(columns, version.facets, question),
        "headings": [_heading(column, question, request.GET) for column in visible],
        "page_obj": page_obj,
        "is_more": rows.is_more,
        "rows": [cells_of(row, visible) for row in page_obj.object_list],
        "reset_url": request.path,
    }


def _filters(
    columns: list[TableColumn], facets: Mapping[str, list[tuple[str, int]]], question: Question
) -> list[Filter]:
    return [
        Filter(
            key=column.key,
            name=column.name,
            value=question.filters.get(column.key, ""),
            options=[
                (value, display(column.column_type, value), count) for value, count in facets[column.key]
            ],
        )
        for column in columns
        if column.filtered and column.key in facets
    ]


def _heading(column: TableColumn, question: Question, data: Mapping[str, str]) -> Heading:
    is_number = column.column_type in NUMERIC
    if not column.sortable:
        return Heading(column.name, is_number)
    is_sorted = question.sort == column.key
    descends = is_sorted and not question.descending
    kept = {key: value for key, value in data.items() if key not in ("sort", "page") and value}
    query = urlencode({**kept, "sort": f"{'-' if descends else ''}{column.key}"})
    state = ("descending" if question.descending else "ascending") if is_sorted else ""
    return Heading(column.name, is_number, f"?{query}", state)


def headings_of(columns: list[TableColumn]) -> list[Heading]:
    """The heads of columns that nothing is sorted by."""
    return [Heading(column.name, column.column_type in NUMERIC) for column in columns]


def cells_of(row: TableRow, columns: list[TableColumn]) -> list[Cell]:
    """The cells of a row, as people read them."""
    return [
        Cell(
            heading=column.name,
            text=display(column.column_type, row.values.get(column.key, "")),
            is_number=column.column_type in NUMERIC,
            is_first=position == 0,
        )
        for position, column in enumerate(columns)
    ]
