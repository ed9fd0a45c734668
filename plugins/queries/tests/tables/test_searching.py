import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from plugins.queries.tables.searching import normalise, parse_query, pieces, search_text

TEXTS = st.text(st.sampled_from("石桥镇梧桐梁村社区 0123456789abc-·\u3000Ａ"), min_size=1, max_size=20)


def matches(text: str, query: str) -> bool:
    """What the database does: all pieces, and the text where they do not prove it."""
    index = set(pieces(text))
    return all(set(term.pieces) <= index and term.contains in text for term in parse_query(query))


@given(TEXTS, st.data())
def test_every_part_of_a_chinese_text_is_found(text, data):
    text = search_text([text])
    assume(text)
    start = data.draw(st.integers(0, len(text) - 1))
    part = text[start : data.draw(st.integers(start + 1, len(text)))]
    assume(all(mark not in part for mark in "0123456789abc"))

    assert matches(text, part)


@given(TEXTS, TEXTS)
def test_what_is_found_contains_what_was_asked(text, query):
    text = search_text([text])
    if matches(text, query):
        assert all(word in text for word in normalise(query).split())


@pytest.mark.parametrize(
    "query", ["511703", "703001", "51", "梧桐", "桐", "桐梁社", "梧桐 511", "ＡＢ-12", "B-12", "-"]
)
def test_found(query):
    assert matches(search_text(["梧桐梁社区", "511703001001", "ab-12"]), query)


@pytest.mark.parametrize("query", ["桐梧", "17", "01511", "区511", "社村"])
def test_not_found(query):
    assert not matches(search_text(["梧桐梁社区", "511703001001"]), query)


def test_no_match_goes_from_one_value_into_the_next():
    assert not matches(search_text(["石桥", "镇村"]), "桥镇")


def test_a_blank_question_asks_nothing():
    assert parse_query(" \u3000 ") == []


@pytest.mark.parametrize(
    ("query", "whole"),
    [
        ("511703001001", "w511703001001"),
        ("川S12345", ""),
        ("ab1234", "wab1234"),
        ("51170", ""),
        ("abcdef", ""),
    ],
)
def test_a_number_is_also_asked_for_as_a_whole(query, whole):
    (term,) = parse_query(query)
    assert term.whole == whole
    assert not whole or whole in pieces(search_text([query]))
