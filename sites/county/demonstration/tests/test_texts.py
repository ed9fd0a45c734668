import datetime
import random
from zoneinfo import ZoneInfo

import pytest

from sites.county.demonstration.dates import published_at
from sites.county.demonstration.items import (
    Figure,
    Files,
    Grid,
    Heading,
    Listing,
    Paragraph,
    Quotation,
    Remark,
)
from sites.county.demonstration.slugs import numbered, slug_of
from sites.county.demonstration.texts import item_from, parts_of, read_draft

NOW = datetime.datetime(2026, 11, 22, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
SOURCE = """老街的桥
on: 03-05
picture: bridge
keywords: 桥,老街
> {year}年修缮完工。

第一段。
第二段。

## 数据
| 项目 | 数值 |
| 桥长 | 86米 |

- 一
- 二

1. 先
2. 后

> 走得慢，看得清。
> —— 守桥人

!! 小心
! 桥面有霜。

![桥](bridge)

@ 桥的图纸
@ 桥的简介
"""


def test_an_item_is_read_with_its_parts():
    item = item_from(
        read_draft(SOURCE), source="石桥镇", author="信息员", now=NOW, draw=random.Random(1), seed=0
    )

    assert (item.title, item.slug, item.picture) == ("老街的桥", "lao-jie-de-qiao", "bridge")
    assert item.summary == f"{item.published.year}年修缮完工。"
    assert item.keywords == ("桥", "老街")
    assert item.parts == (
        Paragraph("第一段。"),
        Paragraph("第二段。"),
        Heading("数据"),
        Grid(("项目", "数值"), (("桥长", "86米"),)),
        Listing(("一", "二")),
        Listing(("先", "后"), numbered=True),
        Quotation("走得慢，看得清。", "守桥人"),
        Remark("小心", "桥面有霜。", warns=True),
        Figure("bridge", "桥"),
        Files(("桥的图纸", "桥的简介")),
    )


def test_an_unknown_key_or_a_missing_summary_is_an_error():
    with pytest.raises(ValueError, match="known key"):
        read_draft("题\ncolour: red\n> 摘要")
    with pytest.raises(ValueError, match="no summary"):
        read_draft("题\non: 03-05")


def test_dates_count_back_from_the_build():
    draw = random.Random(1)

    assert published_at(ago="3", now=NOW, draw=draw, seed=0).date() == datetime.date(2026, 11, 19)
    assert published_at(on="04-20", now=NOW, draw=draw, seed=0).date() == datetime.date(2026, 4, 20)
    assert published_at(on="04-20", now=NOW, draw=draw, seed=1).date() == datetime.date(2025, 4, 20)
    assert published_at(on="12-20", now=NOW, draw=draw, seed=0).date() == datetime.date(2025, 12, 20)
    assert published_at(ago="0", now=NOW, draw=draw, seed=0) < NOW


def test_a_leap_day_is_no_item():
    with pytest.raises(ValueError, match="neither"):
        published_at(now=NOW, draw=random.Random(1), seed=0)


def test_slugs_are_pinyin_and_unique():
    taken: set[str] = set()

    assert [numbered(slug_of("【答复】路灯"), taken) for _ in range(3)] == [
        "da-fu-lu-deng",
        "da-fu-lu-deng-2",
        "da-fu-lu-deng-3",
    ]
    assert slug_of("2026") == "item"


def test_a_list_after_a_heading_keeps_its_heading():
    assert list(parts_of("## 材料\n- 身份证；\n- 照片。")) == [
        Heading("材料"),
        Listing(("身份证；", "照片。")),
    ]
