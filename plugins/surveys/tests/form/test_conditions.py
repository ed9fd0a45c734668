"""Which questions are shown: examples, and what holds for every form and every answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.surveys.form.conditions import holds, is_shown, kept_answers, shown_sections
from plugins.surveys.form.definition import Condition, Form, Kind, Operator, Option, Question, Section, Shown


@pytest.mark.parametrize(
    ("operator", "values", "answer", "expected"),
    [
        (Operator.IS_ANY, ("1", "2"), ["2"], True),
        (Operator.IS_ANY, ("1",), ["2", "3"], False),
        (Operator.IS_ANY, ("1",), None, False),
        (Operator.IS_ANY, ("yes",), True, True),
        (Operator.IS_ANY, ("4",), 4, True),
        (Operator.IS_NONE, ("1",), None, True),
        (Operator.IS_NONE, ("1",), ["1", "2"], False),
        (Operator.ANSWERED, (), 0, True),
        (Operator.ANSWERED, (), "", False),
        (Operator.NOT_ANSWERED, (), [], True),
        (Operator.AT_LEAST, ("3",), 3, True),
        (Operator.AT_LEAST, ("3",), "2.9", False),
        (Operator.AT_LEAST, ("9",), "10", True),
        (Operator.AT_LEAST, ("2",), ["1", "2"], True),
        (Operator.AT_MOST, ("2026-01-31",), "2025-12-31", True),
        (Operator.AT_MOST, ("5",), None, False),
    ],
)
def test_holds(operator, values, answer, expected):
    assert holds(Condition("Q1", operator, values), {"Q1": answer}) is expected


def question(code, *conditions, any_of=False):
    options = tuple(Option(value, value) for value in "123")
    return Question(code, Kind.SINGLE, code, options=options, shown=Shown(tuple(conditions), any_of))


def is_any(code, *values):
    return Condition(code, Operator.IS_ANY, values)


def test_all_or_any():
    two = (is_any("Q1", "1"), is_any("Q2", "1"))
    answers = {"Q1": ["1"], "Q2": ["2"]}
    assert is_shown(Shown(two), answers) is False
    assert is_shown(Shown(two, any=True), answers) is True
    assert is_shown(Shown(), {}) is True


def test_what_hangs_on_a_hidden_question_is_hidden_too():
    form = Form(
        (Section("", (question("Q1"), question("Q2", is_any("Q1", "2")), question("Q3", is_any("Q2", "1")))),)
    )
    answers = {"Q1": ["1"], "Q2": ["1"], "Q3": ["1"]}
    assert kept_answers(form, answers) == {"Q1": ["1"]}
    assert kept_answers(form, answers | {"Q1": ["2"]}) == answers | {"Q1": ["2"]}


def test_a_hidden_section_hides_its_questions():
    form = Form(
        (
            Section("", (question("Q1"),)),
            Section("", (question("Q2"),), shown=Shown((is_any("Q1", "1"),))),
            Section("", (question("Q3", is_any("Q2", "1")),)),
        )
    )
    assert shown_sections(form, {"Q1": ["2"], "Q2": ["1"]}) == [0]
    assert kept_answers(form, {"Q1": ["2"], "Q2": ["1"], "Q3": ["1"]}) == {"Q1": ["2"]}


@st.composite
def forms(draw):
    count = draw(st.integers(1, 7))
    questions = []
    for number in range(count):
        conditions = []
        if number:
            for _each in range(draw(st.integers(0, 2))):
                earlier = draw(st.integers(0, number - 1))
                operator = draw(st.sampled_from(list(Operator)))
                conditions.append(Condition(f"Q{earlier}", operator, (draw(st.sampled_from("123")),)))
        questions.append(question(f"Q{number}", *conditions, any_of=draw(st.booleans())))
    cut = draw(st.integers(0, count))
    return Form((Section("", tuple(questions[:cut])), Section("", tuple(questions[cut:]))))


answers_of = st.dictionaries(
    st.sampled_from([f"Q{number}" for number in range(7)]),
    st.lists(st.sampled_from("123"), max_size=1),
)


@given(forms(), answers_of)
def test_what_is_kept_is_settled(form, answers):
    kept = kept_answers(form, answers)
    assert kept_answers(form, kept) == kept
    assert kept.items() <= answers.items()
    for each in form.questions():
        assert (each.code in kept) == (each.code in answers and is_shown(each.shown, kept))


@given(forms(), answers_of, st.lists(st.sampled_from("123"), max_size=1))
def test_a_later_answer_never_changes_what_was_shown_before(form, answers, other):
    last = [each.code for each in form.questions()][-1]
    before, after = kept_answers(form, answers), kept_answers(form, answers | {last: other})
    assert {name: value for name, value in before.items() if name != last} == {
        name: value for name, value in after.items() if name != last
    }
