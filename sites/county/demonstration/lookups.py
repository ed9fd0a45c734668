"""The look-ups of the demonstration, made through the plugin's own services."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.access.actors import SYSTEM
from core.tenancy.models import Subsite
from plugins.queries.models import LookupTable
from plugins.queries.publishing import publish_table
from sites.county.demonstration.offices import FOLDER

TABLES = FOLDER / "tables"


@dataclass(frozen=True, slots=True)
class Lookup:
    """One look-up: its file and what its editor decided."""

    name: str
    slug: str
    file: str
    introduction: str
    columns: Mapping[str, Mapping[str, Any]]
    kind: str = "lookup"
    details: Mapping[str, Any] = field(default_factory=dict)


LOOKUPS = (
    Lookup(
        name="村（社区）查询",
        slug="villages",
        file="villages.csv",
        introduction="按乡镇（街道）或名称查找全县的村和社区及其统计用区划代码。",
        columns={
            "乡镇街道": {"searched": True, "filtered": True},
            "村社区": {"searched": True, "sortable": True},
            "类别": {"filtered": True},
            "统计用区划代码": {
                "type": "code",
                "searched": True,
                "sortable": True,
                "default_sort": "ascending",
            },
            "上级代码": {
                "type": "code",
                "shown": False,
                "searched": False,
                "sortable": False,
                "filtered": False,
            },
        },
        details={"source_note": "民政局", "update_days": 365},
    ),
    Lookup(
        name="节假日与调休查询",
        slug="holidays",
        file="holidays.csv",
        introduction="国务院办公厅公布的放假日和调休上班日，可按日期、节日和安排查找。",
        columns={
            "日期": {"type": "date", "searched": False, "sortable": True, "default_sort": "descending"},
            "星期": {"searched": False, "filtered": False},
            "安排": {"searched": True, "filtered": True},
            "节日": {"searched": True, "filtered": True},
        },
        details={"source_note": "政府办公室", "update_days": 370},
    ),
    Lookup(
        name="菜篮子价格",
        slug="market-prices",
        file="market-prices.csv",
        introduction="十二种常见蔬菜的每日零售均价（示例数据），可选品种和时间段。",
        kind="series",
        columns={
            "日期": {"type": "date", "sortable": True, "default_sort": "descending", "series_role": "date"},
            "品名": {"searched": True, "filtered": True, "series_role": "label"},
            "单位": {"searched": False, "filtered": False, "series_role": "unit"},
            "价格": {"type": "money", "sortable": False, "series_role": "value"},
            "说明": {"searched": False, "filtered": False},
        },
        details={"source_note": "发展和改革局", "is_sample": True, "update_days": 7},
    ),
    Lookup(
        name="公交时刻",
        slug="bus-times",
        file="buses.csv",
        introduction="城区公交和城乡公交各站的发车时间（示例数据），可只看某一时间以后的班次。",
        kind="timetable",
        columns={
            "线路": {"searched": False, "filtered": False, "series_role": "line"},
            "方向": {"searched": False, "filtered": False, "series_role": "direction"},
            "站点": {"searched": False, "filtered": False, "series_role": "stop"},
            "发车时间": {"type": "text", "searched": False, "filtered": False, "series_role": "times"},
            "运行日": {"searched": False, "filtered": False, "series_role": "days"},
        },
        details={"source_note": "交通运输局", "is_sample": True, "update_days": 180},
    ),
    Lookup(
        name="便民网点",
        slug="places",
        file="places.csv",
        introduction="常用办事和便民场所的地址、电话和开放时间（示例数据）。",
        kind="directory",
        columns={
            "名称": {"searched": True, "filtered": False, "series_role": "name"},
            "类别": {"searched": False, "filtered": True, "series_role": "group"},
            "地址": {"searched": True, "filtered": False, "series_role": "address"},
            "电话": {
                "type": "text",
                "searched": False,
                "masked": False,
                "keep_first": 0,
                "keep_last": 0,
                "filtered": False,
                "series_role": "phone",
            },
            "开放时间": {"type": "text", "searched": False, "filtered": False, "series_role": "hours"},
            "备注": {"searched": False, "filtered": False},
        },
        details={"source_note": "政府办公室", "is_sample": True, "update_days": 180},
    ),
)


def publish_lookups(portal: Subsite, column: Any) -> int:
    """Publish the look-ups that are missing below the portal's column. Returns their number."""
    there = set(LookupTable.objects.filter(subsite=portal).values_list("slug", flat=True))
    missing = [lookup for lookup in LOOKUPS if lookup.slug not in there]
    for lookup in missing:
        publish_table(
            subsite=portal,
            by=SYSTEM,
            name=lookup.name,
            slug=lookup.slug,
            path=TABLES / lookup.file,
            parent_page=column,
            columns=lookup.columns,
            kind=lookup.kind,
            page_slug=lookup.slug,
            introduction=lookup.introduction,
            **lookup.details,
        )
    return len(missing)
