"""Excerpts: the right piece of text, every hit marked, nothing lost and nothing added."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.search.excerpts import LENGTH, Segment, excerpt, marked
from core.search.querysets import visitor_clauses


def hits(text: str, question: str) -> list[str]:
    return [part.text for part in marked(text, visitor_clauses(question)) if part.is_hit]


@pytest.mark.parametrize(
    ("text", "question", "found"),
    [
        ("城乡居民医疗保险", "疗保", ["疗保"]),
        ("医保、社保与医保", "医保 社保", ["医保", "社保", "医保"]),
        ("达县府发〔２０２６〕３号文", "达县府发(2026)3号", ["达县府发〔２０２６〕３号"]),
        ("WiFi与ｗｉｆｉ及wifis", "wifi", ["WiFi", "ｗｉｆｉ"]),
        ("第100号、第10号", "10", ["10"]),
        ("5G基站", "5g", ["5G"]),
        ("É École", "ecole", ["École"]),
        ("认真 贯彻", '"认真贯彻"', []),
        ("①号楼", "1号", ["①号"]),
        ("没有", "。。", []),
        ("<b>&amp;", "b", ["b"]),
        ("a.c abc", "a.c", ["a.c"]),
    ],
)
def test_hits_are_marked(text: str, question: str, found: list[str]) -> None:
    assert hits(text, question) == found


def test_an_excerpt_begins_with_the_sentence_of_the_hit() -> None:
    text = "前面的话很长。" * 20 + "现就防汛抗旱工作通知如下：" + "后面的话也长。" * 30
    cut = excerpt(text, visitor_clauses("防汛抗旱"))
    assert list(cut)[:3] == [Segment("…", False), Segment("现就", False), Segment("防汛抗旱", True)]
    assert list(cut)[-1] == Segment("…", False)
    assert len(str(cut)) == LENGTH + 2


def test_a_text_without_a_hit_is_shown_from_its_beginning() -> None:
    assert list(excerpt("一行\n\n  文字", visitor_clauses("别的"))) == [Segment("一行 文字", False)]
    assert not excerpt("", visitor_clauses("别的"))


@given(st.text(max_size=400), st.text(max_size=20))
def test_segments_are_the_text(text: str, question: str) -> None:
    clauses = visitor_clauses(question)
    assert str(marked(text, clauses)) == text
    assert str(excerpt(text, clauses)).strip("…") in " ".join(text.split())
