"""Posted answers: what is taken, in which form, and what is refused in which words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.surveys.form.answers import missing_answers, read_answer, to_posted
from plugins.surveys.form.definition import Kind, Option, Question, Row

TODAY = date(2026, 11, 25)
OPTIONS = (Option("1", "甲"), Option("2", "乙"), Option("3", "以上都不是", exclusive=True))


def make(kind, **fields):
    if kind in {Kind.SINGLE, Kind.MULTIPLE, Kind.MATRIX, Kind.RANKING}:
        fields.setdefault("options", OPTIONS)
    if kind is Kind.MATRIX:
        fields.setdefault("rows", (Row("1", "行一"), Row("2", "行二")))
    return Question("Q1", kind, "问题", **fields)


def read(question, **posted):
    return read_answer(question, {f"a-Q1{name}": value for name, value in posted.items()}, TODAY)


def take(question, *values):
    return read_answer(question, {"a-Q1": list(values)}, TODAY)


@pytest.mark.parametrize(
    ("question", "given_", "answer"),
    [
        (make(Kind.SINGLE), ["2"], ["2"]),
        (make(Kind.MULTIPLE), ["2", "1"], ["1", "2"]),
        (make(Kind.MULTIPLE), ["3"], ["3"]),
        (make(Kind.RATING), ["4"], 4),
        (make(Kind.NUMBER), ["１２．５０"], "12.5"),
        (make(Kind.NUMBER), ["1,200"], "1200"),
        (make(Kind.NUMBER), ["-0"], "0"),
        (make(Kind.DATE), ["2026年1月5日"], "2026-01-05"),
        (make(Kind.DATE), ["2026/1/5"], "2026-01-05"),
        (make(Kind.SHORT_TEXT), ["  修\n桥 "], "修 桥"),
        (make(Kind.LONG_TEXT), ["一\r\n二\x00"], "一\n二"),
        (make(Kind.PHONE), ["+86 138-0000-0000"], "13800000000"),
        (make(Kind.PHONE), ["0818-5550001"], "08185550001"),
        (make(Kind.AGREEMENT), ["yes"], True),
    ],
)
def test_taken(question, given_, answer):
    assert take(question, *given_) == ({"Q1": answer}, {})


@pytest.mark.parametrize(
    ("question", "given_", "message"),
    [
        (make(Kind.SINGLE), ["9"], "请从所列选项中选择。"),
        (make(Kind.SINGLE), ["1", "2"], "只能选择一项。"),
        (make(Kind.MULTIPLE), ["1", "3"], "“以上都不是”不能与其他选项同时选择。"),
        (make(Kind.MULTIPLE, most="1"), ["1", "2"], "最多选择 1 项。"),
        (make(Kind.MULTIPLE, least="2"), ["1"], "至少选择 2 项。"),
        (make(Kind.RATING), ["6"], "请从所列选项中选择。"),
        (make(Kind.NUMBER), ["许多"], "请填写数字，如 12 或 3.5。"),
        (make(Kind.NUMBER, whole=True), ["1.5"], "请填写整数。"),
        (make(Kind.NUMBER, least="18"), ["17"], "数字不得小于 18。"),
        (make(Kind.NUMBER, most="18"), ["19"], "数字不得大于 18。"),
        (make(Kind.DATE), ["2026-02-30"], "请填写日期，如 2026-01-31。"),
        (make(Kind.DATE, least="2026-01-01"), ["2025-12-31"], "日期不得早于 2026-01-01。"),
        (make(Kind.SHORT_TEXT, length=2), ["一二三"], "最多 2 字，现有 3 字。"),
        (make(Kind.PHONE), ["110"], "请填写 11 位手机号码，或带区号的固定电话。"),
        (make(Kind.ID_NUMBER), ["123"], "号码有误，请核对全部 18 位。"),
    ],
)
def test_refused(question, given_, message):
    assert take(question, *given_) == ({}, {"a-Q1": message})


def test_other_needs_its_words():
    question = make(Kind.SINGLE, other=True)
    assert read_answer(question, {"a-Q1": ["other"]}, TODAY)[1] == {"a-Q1-other": "请注明“其他”的具体内容。"}
    assert read_answer(question, {"a-Q1": ["other"], "a-Q1-other": ["骑马"]}, TODAY) == (
        {"Q1": ["other"], "Q1:other": "骑马"},
        {},
    )
    assert read_answer(question, {"a-Q1": ["1"], "a-Q1-other": ["骑马"]}, TODAY) == ({"Q1": ["1"]}, {})


@pytest.mark.parametrize(
    ("kind", "chosen", "answer"),
    [
        (Kind.SINGLE, [], ["other"]),
        (Kind.MULTIPLE, [], ["other"]),
        (Kind.MULTIPLE, ["1"], ["1", "other"]),
    ],
)
def test_who_writes_beside_other_without_ticking_it_means_it(kind, chosen, answer):
    posted = {"a-Q1": chosen, "a-Q1-other": ["骑马"]}
    assert read_answer(make(kind, other=True), posted, TODAY) == ({"Q1": answer, "Q1:other": "骑马"}, {})


def test_what_speaks_against_other_counts():
    posted = {"a-Q1": ["3"], "a-Q1-other": ["骑马"]}
    assert read_answer(make(Kind.MULTIPLE, other=True), posted, TODAY) == ({"Q1": ["3"]}, {})


def test_a_matrix_is_answered_by_rows():
    question = make(Kind.MATRIX, required=True)
    answers, errors = read_answer(question, {"a-Q1-1": ["2"]}, TODAY)
    assert (answers, errors) == ({"Q1:1": ["2"]}, {})
    assert missing_answers(question, answers) == {"a-Q1-2": "请逐行作答。"}


def test_a_ranking_wants_every_place_once():
    question = make(Kind.RANKING)
    ranked = {"a-Q1-1": ["2"], "a-Q1-2": ["1"], "a-Q1-3": ["3"]}
    assert read_answer(question, ranked, TODAY) == ({"Q1": ["2", "1", "3"]}, {})
    assert read_answer(question, ranked | {"a-Q1-3": ["1"]}, TODAY)[1] == {
        "a-Q1": "有两个选项同为第 1 名，请排出不同名次。"
    }
    assert read_answer(question, {"a-Q1-1": ["2"]}, TODAY)[1] == {"a-Q1": "请为每个选项排定名次。"}


def test_a_place_has_words_or_coordinates():
    question = make(Kind.LOCATION)
    posted = {"a-Q1": ["石桥村"], "a-Q1-latitude": ["31.2"], "a-Q1-longitude": ["107.51234567"]}
    assert read_answer(question, posted, TODAY) == (
        {"Q1": {"text": "石桥村", "latitude": 31.2, "longitude": 107.51235}},
        {},
    )
    assert list(read_answer(question, posted | {"a-Q1-latitude": ["nan"]}, TODAY)[1]) == ["a-Q1"]


@given(
    st.sampled_from([kind for kind in Kind if kind is not Kind.FILE]),
    st.dictionaries(
        st.sampled_from(
            ["a-Q1", "a-Q1-1", "a-Q1-2", "a-Q1-3", "a-Q1-other", "a-Q1-latitude", "a-Q1-longitude"]
        ),
        st.lists(st.text(max_size=12) | st.sampled_from(["1", "2", "3", "other", "yes"]), max_size=3),
    ),
)
def test_whatever_is_posted_is_taken_or_refused_and_what_is_taken_can_be_shown_again(kind, posted):
    question = make(kind, other=kind in {Kind.SINGLE, Kind.MULTIPLE})
    answers, errors = read_answer(question, posted, TODAY)
    if not errors:
        assert read_answer(question, to_posted(question, answers), TODAY) == (answers, {})
