"""Queries of the demonstration that show no table: a calculator, a personal look-up of people who do not exist."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from core.access.actors import SYSTEM
from core.tenancy.models import Subsite
from plugins.queries.models import CalculatorPage, DataSource, LookupTable, SourcePage
from plugins.queries.publishing import publish_query_page
from plugins.queries.services import create_table
from plugins.queries.services_uploads import preview_upload
from plugins.queries.sources.services import create_source
from plugins.queries.specs import suggest_specs
from plugins.queries.tables.types import ColumnType
from sites.county.demonstration.lookups import TABLES

FUND = "公积金账户"
WATER = {
    "title": "水费计算",
    "slug": "water-fee",
    "introduction": "填写本月用水量，按阶梯水价估算应缴水费（示例数据）。",
    "basis": "示例：第一级每月 15 立方米以内每立方米 2.10 元，15 至 25 立方米部分 3.15 元，超过 25 立方米部分 6.30 元；"
    "污水处理费每立方米 0.95 元。每户超过 4 人的，每增加 1 人各级水量增加 3 立方米。",
    "inputs": [
        (
            "number",
            {
                "name": "用水量",
                "label": "本月用水量",
                "help": "水费账单上的“实用水量”。",
                "unit": "立方米",
                "minimum": Decimal(0),
                "maximum": Decimal(500),
                "decimals": 0,
            },
        ),
        (
            "number",
            {
                "name": "人数",
                "label": "家庭人数",
                "help": "以户口簿登记为准。",
                "unit": "人",
                "minimum": Decimal(1),
                "maximum": Decimal(20),
                "decimals": 0,
            },
        ),
        (
            "choice",
            {
                "name": "折扣",
                "label": "优惠对象",
                "options": [
                    {"label": "一般居民", "value": Decimal(1)},
                    {"label": "低保户（水费八折）", "value": Decimal("0.8")},
                ],
            },
        ),
    ],
    "results": [
        (
            "result",
            {
                "name": "增量",
                "label": "增加的水量",
                "formula": "max(人数 - 4, 0) * 3",
                "decimals": 0,
                "hidden": True,
            },
        ),
        (
            "result",
            {
                "name": "水费",
                "label": "阶梯水费",
                "formula": "tiered(用水量, 15 + 增量, 2.10, 25 + 增量, 3.15, 6.30) * 折扣",
                "unit": "元",
                "decimals": 2,
            },
        ),
        (
            "result",
            {
                "name": "污水费",
                "label": "污水处理费",
                "formula": "用水量 * 0.95",
                "unit": "元",
                "decimals": 2,
            },
        ),
        (
            "result",
            {"name": "合计", "label": "应缴合计", "formula": "水费 + 污水费", "unit": "元", "decimals": 2},
        ),
    ],
}


def publish_query_pages(portal: Subsite, column: Any) -> int:
    """Publish the calculator and the personal look-up that are missing. Returns their number."""
    there = set(column.get_children().values_list("slug", flat=True))
    missing = [
        page
        for page in (CalculatorPage(is_sample=True, **WATER), _fund_page(portal))
        if page.slug not in there
    ]
    for page in missing:
        publish_query_page(page=page, parent_page=column, subsite=portal, by=SYSTEM)
    return len(missing)


def _fund_page(portal: Subsite) -> SourcePage:
    masked = {"masked": True, "keep_first": 0, "keep_last": 0}
    return SourcePage(
        title="公积金账户查询",
        slug="housing-fund",
        introduction="查询住房公积金缴存情况（示例数据）。可用证件号码 999999199003070012、姓名“示例甲”试查。",
        source=_fund_source(portal),
        is_sample=True,
        account_field="邮箱",
        asked=[
            (
                "fact",
                {
                    "name": "证件号码",
                    "label": "身份证件号码",
                    "kind": "id_number",
                    "help": "十八位，末位可为 X。",
                },
            ),
            ("fact", {"name": "姓名", "label": "姓名", "kind": "text", "help": "与证件一致。"}),
        ],
        answered=[
            ("field", {"name": "姓名", "label": "姓名", **masked, "keep_last": 1}),
            ("field", {"name": "缴存单位", "label": "缴存单位", **masked, "keep_first": 2}),
            ("field", {"name": "账户余额", "label": "账户余额（元）", **masked, "keep_first": 1}),
            ("field", {"name": "月缴存额", "label": "月缴存额（元）", **masked, "keep_first": 1}),
            ("field", {"name": "缴至月份", "label": "缴至月份"}),
        ],
    )


def _fund_source(portal: Subsite) -> DataSource:
    """The table of invented people, which no page shows, and the source that asks it."""
    found = DataSource.objects.filter(subsite=portal, name=FUND).first()
    if found is not None:
        return found
    content = (TABLES / "housing-fund.csv").read_bytes()
    specs = [
        replace(
            spec,
            type=ColumnType.ID_NUMBER if spec.name == "证件号码" else ColumnType.TEXT,
            masked=spec.name == "证件号码",
            found_exactly=spec.name == "证件号码",
            keep_first=3 if spec.name == "证件号码" else 0,
            keep_last=2 if spec.name == "证件号码" else 0,
            searched=False,
            filtered=False,
            sortable=spec.name == "邮箱",
        )
        for spec in suggest_specs(preview_upload(content=content))
    ]
    table = LookupTable.objects.filter(subsite=portal, slug="housing-fund").first() or create_table(
        subsite=portal,
        by=SYSTEM,
        name=FUND,
        slug="housing-fund",
        content=content,
        file_name="housing-fund.csv",
        columns=specs,
        is_sample=True,
        download_allowed=False,
    )
    return create_source(
        subsite=portal, by=SYSTEM, provider="uploaded", name=FUND, settings={"table": table.pk}
    )
