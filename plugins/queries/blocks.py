"""What the blocks on a home page and the dashboard's panel show."""

from collections.abc import Mapping
from typing import Any

from core.pages.addresses import addresses_of
from core.pages.prepared import Prepared, given, hand_over
from core.pages.querysets import is_readable
from core.plugin_api import RenderContext
from plugins.queries.models import DataSource, LookupPage, LookupTable
from plugins.queries.models.columns import TableColumn
from plugins.queries.series import missing_roles, newest_values

PRICES = 8
TABLES = 5
PAGES = 40
_NEWEST_PAGES = Prepared(
    lambda: (
        LookupPage.objects.filter(
            live=True, table__subsite_id=given("subsite"), table__current_version__isnull=False
        )
        .select_related("table__current_version")
        .order_by("-table__updated_at")[:PAGES]
    )
)
_COLUMNS = Prepared(
    lambda: TableColumn.objects.filter(table__subsite_id=given("subsite")).order_by("position")
)


def _pages(context: RenderContext, kind: str) -> list[LookupPage]:
    """The office's own look-up pages of a kind that its visitors may see, the ones updated last first.

    Read once per request for all blocks of a home page, in two queries.
    """
    held = getattr(context.request, "_lookup_pages", None)
    if held is None:
        subsite = context.subsite
        held = [
            page
            for page in _NEWEST_PAGES.instances(subsite=subsite.pk)
            if page.path.startswith(subsite.root_path) and is_readable(page.path, subsite)
        ]
        columns: dict[int, list[TableColumn]] = {}
        for column in _COLUMNS.instances(subsite=subsite.pk) if held else ():
            columns.setdefault(column.table_id, []).append(column)
        for page in held:
            hand_over(page.table, "columns", columns.get(page.table_id, []))
        if context.request is not None:
            context.request._lookup_pages = held  # type: ignore[attr-defined]
    return [page for page in held if page.kind == kind]


def _url(page: LookupPage, context: RenderContext) -> str:
    return addresses_of(context.request).of(page) if context.request is not None else page.get_url()


def latest_prices(context: RenderContext) -> Mapping[str, Any] | None:
    """The newest values of the time series updated last; nothing without one."""
    page = next(iter(_pages(context, "series")), None)
    if page is None or page.table is None or missing_roles(page.table):
        return None
    series = newest_values(page.table, PRICES)
    if not series:
        return None
    return {
        "series_page": page,
        "series_url": _url(page, context),
        "series": series,
        "day": max(each.last.day for each in series),
    }


def lookup_box(context: RenderContext) -> Mapping[str, Any] | None:
    """A search box for each of the look-ups updated last; nothing without one."""
    pages = [
        {"page": page, "url": _url(page, context)}
        for page in _pages(context, "lookup")[:TABLES]
        if page.table is not None and any(column.searched for column in page.table.columns.all())
    ]
    return {"lookups": pages} if pages else None


def overdue_tables(context: RenderContext) -> Mapping[str, Any] | None:
    """The office's tables that are older than they may be."""
    tables = LookupTable.objects.for_subsite(context.subsite).overdue()[:TABLES]
    return {"tables": list(tables)} if tables else None


def sources_down(context: RenderContext) -> Mapping[str, Any] | None:
    """The office's sources that fail, the ones down longest first."""
    sources = DataSource.objects.filter(subsite_id=context.subsite.pk, failures__gt=0)
    found = list(sources.order_by("down_since")[:TABLES])
    return {"sources": found} if found else None
