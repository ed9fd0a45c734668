import datetime
import io
import json
import xml.etree.ElementTree as ElementTree
import zipfile

from core.blocks.streams import ArticleStream
from sites.county.demonstration.documents import word_document
from sites.county.demonstration.items import Grid, Heading, Item, Listing, Paragraph
from sites.county.demonstration.streams import article_stream

ITEM = Item(
    slug="item",
    title="题目",
    summary="摘要",
    source="石桥镇",
    author="信息员",
    published=datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC),
    parts=(
        Paragraph("一 < 二"),
        Listing(("甲", "乙"), numbered=True),
        Heading("数据"),
        Grid(("项目", "数值"), (("桥长", "86米"),)),
    ),
)


def test_an_item_is_a_stream_that_the_article_accepts():
    stream = ArticleStream()
    value = stream.clean(stream.to_python(json.loads(article_stream(ITEM, key="k"))))

    assert [child.block_type for child in value] == ["paragraph", "heading", "table"]
    assert value[0].value.source == "<p>一 &lt; 二</p><ol><li>甲</li><li>乙</li></ol>"
    assert value[2].value["caption"] == "数据"
    assert [list(row) for row in value[2].value["rows"]] == [["桥长", "86米"]]


def test_the_same_item_gives_the_same_bytes():
    assert article_stream(ITEM, key="k") == article_stream(ITEM, key="k")
    assert word_document("附件", ITEM) == word_document("附件", ITEM)


def test_the_document_is_a_word_file_with_the_text():
    with zipfile.ZipFile(io.BytesIO(word_document("附件 & 表", ITEM))) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))

    assert [
        text.text for text in root.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t")
    ] == [
        "附件 & 表",
        "（示例文件，供演示使用）",
        "摘要",
        "一 < 二",
        "1. 甲",
        "2. 乙",
        "数据",
        "项目　数值",
        "桥长　86米",
    ]
