"""Answers in JSON and XML, and the paths into them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.queries.sources.faults import Fault, SourceError
from plugins.queries.sources.paths import all_at, has, names_of, read, text_at

ROWS = {
    "data": {
        "list": [{"name": "甲", "price": 1.5, "ok": True, "none": None, "at": {"code": 7}}, {"name": "乙"}]
    }
}
XML = """<?xml version="1.0"?><r xmlns="urn:x"><body><row code="7"><name> 甲 </name><at><b>x</b></at></row>
<row><name>乙</name></row></body></r>"""


def test_rows_and_values_of_json() -> None:
    rows = all_at(read(json.dumps(ROWS).encode(), "json"), "data.list")
    assert [text_at(row, "name") for row in rows] == ["甲", "乙"]
    first = rows[0]
    assert [text_at(first, path) for path in ("price", "ok", "at/code", "none", "missing", "at")] == [
        "1.5", "是", "7", None, None, None,
    ]  # fmt: skip
    assert [has(first, path) for path in ("none", "missing", "at.code")] == [True, False, True]


def test_rows_and_values_of_xml() -> None:
    rows = all_at(read(XML.encode(), "xml"), "body/row")
    assert [text_at(row, "name") for row in rows] == ["甲", "乙"]
    assert [text_at(rows[0], path) for path in ("@code", "at/b", "missing")] == ["7", "x", None]
    assert [has(rows[1], path) for path in ("@code", "name")] == [False, True]


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE r [<!ENTITY a "x">]><r>&a;</r>',
        '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r>&a;</r>',
        '<!DOCTYPE r SYSTEM "http://127.0.0.1/x.dtd"><r/>',
        "<r><a></r>",
        "",
        "{}",
    ],
)
def test_entities_document_types_and_damage_are_refused(text) -> None:
    with pytest.raises(SourceError) as refused:
        read(text.encode(), "xml")
    assert refused.value.fault is Fault.FORMAT


@pytest.mark.parametrize("text", ["<html></html>", '{"a": ', "", "[" * 100_000])
def test_what_is_no_json_is_refused(text) -> None:
    with pytest.raises(SourceError) as refused:
        read(text.encode(), "json")
    assert refused.value.fault is Fault.FORMAT


def test_a_missing_list_is_told() -> None:
    with pytest.raises(SourceError) as refused:
        all_at({"data": {}}, "data.list")
    assert refused.value.fault is Fault.MAPPING
    assert all_at({"data": {"list": []}}, "data.list") == []


@pytest.mark.parametrize("path", ["a..b", ".", "a.b.", "/".join("a" * 13)])
def test_what_is_no_path(path) -> None:
    with pytest.raises(ValueError, match=r"a|\."):
        names_of(path)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(VALUES, st.text(alphabet="ab01./@", max_size=12))
def test_any_answer_and_any_path_give_text_or_nothing(tree, path) -> None:
    try:
        names = names_of(path)
    except ValueError:
        return
    found = text_at(tree, path)
    assert found is None or isinstance(found, str)
    assert isinstance(has(tree, path), bool) if names else True
