"""Questions in each database's language. FTS5's NOT has two operands, which decides their form there."""

import pytest
from modelsearch.query import (
    MATCH_ALL,
    MATCH_NONE,
    And,
    Boost,
    Fuzzy,
    Not,
    Or,
    Phrase,
    PlainText,
    SearchQuery,
)

from core.search.backend.fts5 import match_text
from core.search.backend.questions import question_of
from core.search.backend.vectors import question_text, vector_text

A, B, C = PlainText("a"), PlainText("b"), PlainText("c")


@pytest.mark.parametrize(
    ("query", "negated", "fts5", "tsquery"),
    [
        (PlainText("医疗保险"), False, '"医疗 疗保 保险"', "('医疗' <-> '疗保' <-> '保险')"),
        (PlainText("县"), False, '"县" *', "('县':*)"),
        (PlainText("a b"), False, '("a" AND "b")', "(('a') & ('b'))"),
        (PlainText("a b", operator="or"), False, '("a" OR "b")', "(('a') | ('b'))"),
        (Phrase("a b"), False, '"a b"', "('a' <-> 'b')"),
        (Boost(A, 2), False, '"a"', "('a')"),
        (Not(A), True, '"a"', "!('a')"),
        (Not(Not(A)), False, '"a"', "('a')"),
        (And([A, Not(B)]), False, '("a" NOT "b")', "(('a') & !('b'))"),
        (And([A, Not(B), Not(C)]), False, '("a" NOT ("b" OR "c"))', "(('a') & !('b') & !('c'))"),
        (And([Not(A), Not(B)]), True, '("a" OR "b")', "(!('a') & !('b'))"),
        (Or([A, Not(B)]), True, '("b" NOT "a")', "(('a') | !('b'))"),
        (Or([Not(A), Not(B)]), True, '("a" AND "b")', "(!('a') | !('b'))"),
        (And([A, Or([B, Not(C)])]), False, '("a" NOT ("c" NOT "b"))', "(('a') & (('b') | !('c')))"),
    ],
)
def test_rendered(query: SearchQuery, negated: bool, fts5: str, tsquery: str) -> None:
    question = question_of(query)
    assert not isinstance(question, bool)
    assert match_text(question) == (negated, fts5)
    assert question_text(question) == tsquery


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        (MATCH_ALL, True),
        (MATCH_NONE, False),
        (PlainText("。"), False),
        (Phrase(""), False),
        (Not(PlainText("")), False),
        (Or([A, MATCH_ALL]), True),
        (And([A, MATCH_NONE]), False),
        (And([]), False),
    ],
)
def test_decided_without_asking(query: SearchQuery, answer: bool) -> None:
    assert question_of(query) is answer


@pytest.mark.parametrize(
    "query", [And([A, MATCH_ALL]), Or([A, MATCH_NONE]), And([A, PlainText("！")]), Or([A, Phrase("…")])]
)
def test_what_asks_nothing_is_passed_over(query: SearchQuery) -> None:
    assert question_of(query) == question_of(A)


def test_what_both_databases_do_not_know_is_refused() -> None:
    with pytest.raises(NotImplementedError):
        question_of(Fuzzy("a"))


@pytest.mark.parametrize(
    "typed",
    [
        '" OR "',
        'a" OR "b',
        "a* OR b",
        "title:a",
        "{title} : a",
        "NEAR(a b)",
        "-a",
        "^a",
        "a'b",
        "a\\b",
        "a & !b",
        "a:*",
        "%s %(x)s",
        "a\x00b",
    ],
)
def test_no_operator_gets_through(typed: str) -> None:
    question = question_of(And([PlainText(typed), Phrase(typed)]))
    assert not isinstance(question, bool) or question is False
    if question:
        inside = (
            match_text(question)[1].replace("(", "").replace(")", "").replace(" AND ", " ").replace(" *", "")
        )
        assert all(part.replace(" ", "").isalnum() for part in inside.split('"') if part.strip())
        assert "!" not in question_text(question)


def test_vectors_hold_positions_and_weights() -> None:
    assert vector_text([("达县", "A"), ("县", "A"), ("达县", "D")]) == "'达县':65A,67D '县':66A"
    assert vector_text([]) == ""


def test_positions_begin_anew_with_an_overlap() -> None:
    vector = dict(
        item.split(":") for item in vector_text((f"t{number}", "D") for number in range(16_100)).split()
    )
    assert vector["'t15935'"] == "16000D"
    assert vector["'t15936'"] == "16001D,1D"
    assert vector["'t15999'"] == "16064D,64D"
    assert vector["'t16000'"] == "65D"
