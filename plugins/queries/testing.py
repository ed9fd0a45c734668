"""How the contract suite makes pages and content of this plugin."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from core.access.actors import SYSTEM
from plugins.queries.models import LookupPage
from plugins.queries.services import create_table
from plugins.queries.sources.faults import Fault
from plugins.queries.sources.health import note_failure
from plugins.queries.sources.services import create_source
from plugins.queries.specs import ColumnSpec
from plugins.queries.tables.types import ColumnType

PEOPLE = "姓名,证件号码\n张一,999999199003070012\n李二,99999919900307008X\n"
PEOPLE_COLUMNS = (
    ColumnSpec(name="姓名", searched=True),
    ColumnSpec(
        name="证件号码", type=ColumnType.ID_NUMBER, masked=True, keep_first=3, keep_last=2, found_exactly=True
    ),
)
PRICES = "日期,品名,单位,价格\n2026-11-01,白菜,元/斤,1.20\n2026-11-02,白菜,元/斤,1.30\n"
PRICE_COLUMNS = (
    ColumnSpec(name="日期", type=ColumnType.DATE, series_role="date"),
    ColumnSpec(name="品名", series_role="label"),
    ColumnSpec(name="单位", series_role="unit"),
    ColumnSpec(name="价格", type=ColumnType.MONEY, series_role="value"),
)


def make_page(model: type[Page], parent: Page) -> Page:
    """A live page of a type, without a table or formulas."""
    number = Page.objects.count()
    page = model(title=f"查询页{number}", slug=f"lookup-{number}", locale=parent.locale)
    added: Any = parent.add_child(instance=page)
    return model.objects.get(pk=added.pk)


def make_content(subsite: Any) -> list[Any]:
    """A table of people and a time series, each with its page, both overdue; and a source that fails."""
    home = subsite.root_page.specific
    tables: list[Any] = []
    for name, kind, text, columns in (
        ("名录", "lookup", PEOPLE, PEOPLE_COLUMNS),
        ("菜价", "series", PRICES, PRICE_COLUMNS),
    ):
        table = create_table(
            subsite=subsite, by=SYSTEM, name=name, content=text.encode(), file_name="table.csv",
            columns=columns, update_days=1,
        )  # fmt: skip
        table.updated_at = timezone.now() - timedelta(days=30)
        table.save(update_fields=["updated_at"])
        page = LookupPage(title=name, slug=table.slug, kind=kind, table=table, locale=home.locale)
        home.add_child(instance=page)
        tables.append(table)
    source = create_source(
        subsite=subsite, by=SYSTEM, provider="folder", name="来源", settings={"path": "a.csv"}
    )
    note_failure(source, Fault.FILE)
    return [*tables, source]
