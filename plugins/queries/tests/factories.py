"""Tables with their rows, made by the services as an office would make them."""

from typing import Any

from core.access.actors import SYSTEM
from plugins.queries.models import LookupPage, LookupTable
from plugins.queries.services import create_table
from plugins.queries.specs import ColumnSpec
from plugins.queries.tables.types import ColumnType

VILLAGES = """乡镇,村名,代码,户数
石桥镇,梧桐梁村,511703116201,320
石桥镇,太平村,511703116202,1200
百节镇,太平社区,511703117001,95
百节镇,乌梅村,511703117201,
"""
VILLAGE_COLUMNS = (
    ColumnSpec(name="乡镇", searched=True, filtered=True),
    ColumnSpec(name="村名", searched=True, sortable=True),
    ColumnSpec(name="代码", type=ColumnType.CODE, searched=True),
    ColumnSpec(name="户数", type=ColumnType.INTEGER, sortable=True),
)
RECIPIENTS = """姓名,证件号码,手机,金额,备注
张一,999999199003070012,13800001234,1200.50,=1+1
李二,99999919900307008X,13900005678,80,甲
"""
RECIPIENT_COLUMNS = (
    ColumnSpec(name="姓名", searched=True),
    ColumnSpec(
        name="证件号码", type=ColumnType.ID_NUMBER, masked=True, keep_first=3, keep_last=2, found_exactly=True
    ),
    ColumnSpec(name="手机", type=ColumnType.PHONE, masked=True, keep_first=3, keep_last=2),
    ColumnSpec(name="金额", type=ColumnType.MONEY, sortable=True),
    ColumnSpec(name="备注"),
)
PRICES = "日期,品名,单位,价格\n" + "".join(
    f"2026-{month:02}-{day:02},{goods},元/斤,{price + day / 100:.2f}\n"
    for month in (9, 10, 11)
    for day in range(1, 29)
    for goods, price in (("白菜", 1.2), ("土豆", 2.1), ("猪肉", 14), ("鸡蛋", 5), ("豆腐", 3))
)
PRICE_COLUMNS = (
    ColumnSpec(
        name="日期", type=ColumnType.DATE, sortable=True, default_sort="descending", series_role="date"
    ),
    ColumnSpec(name="品名", searched=True, filtered=True, series_role="label"),
    ColumnSpec(name="单位", series_role="unit"),
    ColumnSpec(name="价格", type=ColumnType.MONEY, series_role="value"),
)


def make_table(
    subsite: Any, *, text: str = VILLAGES, columns: Any = VILLAGE_COLUMNS, **values: Any
) -> LookupTable:
    """A table on a subsite; by default the villages."""
    return create_table(
        subsite=subsite,
        by=values.pop("by", SYSTEM),
        name=values.pop("name", "村庄名录"),
        content=text.encode(),
        file_name=values.pop("file_name", "table.csv"),
        columns=columns,
        **values,
    )


def make_recipients(subsite: Any, **values: Any) -> LookupTable:
    """A table with personal data, masked."""
    return make_table(
        subsite, **{"text": RECIPIENTS, "columns": RECIPIENT_COLUMNS, "name": "补贴名单", **values}
    )


def make_prices(subsite: Any, **values: Any) -> LookupTable:
    """A time series of five goods over three months."""
    defaults = {"text": PRICES, "columns": PRICE_COLUMNS, "name": "菜价", "is_sample": True}
    return make_table(subsite, **{**defaults, **values})


def make_page(table: LookupTable, parent: Any, **values: Any) -> LookupPage:
    """A live page that shows a table."""
    page = LookupPage(
        title=values.pop("title", table.name),
        slug=values.pop("slug", table.slug),
        table=table,
        locale=parent.locale,
        **values,
    )
    parent.add_child(instance=page)
    return page
