"""What of an answer is counted: choices by variable and value, and measures (numbers, dates) by variable."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from plugins.surveys.form.conditions import is_empty
from plugins.surveys.form.definition import OTHER, Form, Kind, Question

CHOSEN = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.MATRIX, Kind.RATING, Kind.AGREEMENT})


@dataclass(frozen=True, slots=True)
class Counted:
    """A variable whose values are counted, with their labels in order. `several`: one person may have many."""

    name: str
    question: Question
    label: str
    values: tuple[tuple[str, str], ...]
    several: bool = False


def counted_variables(question: Question) -> Iterator[Counted]:
    """The counted variables of one question."""
    match question.kind:
        case Kind.SINGLE | Kind.MULTIPLE:
            yield Counted(
                question.code, question, question.text, _labels(question), question.kind is Kind.MULTIPLE
            )
        case Kind.MATRIX:
            for row in question.rows:
                yield Counted(
                    f"{question.code}:{row.code}", question, row.text, _labels(question), question.several
                )
        case Kind.RATING:
            steps = tuple((str(step), str(step)) for step in range(1, question.steps + 1))
            yield Counted(question.code, question, question.text, steps)
        case Kind.RANKING:
            places = tuple((str(place), str(place)) for place in range(1, len(question.options) + 1))
            for option in question.options:
                yield Counted(f"{question.code}:{option.code}", question, option.text, places)
        case Kind.AGREEMENT:
            yield Counted(question.code, question, question.text, (("yes", _("Agrees")),))


def _labels(question: Question) -> tuple[tuple[str, str], ...]:
    labels = tuple((option.code, option.text) for option in question.options)
    return (*labels, (OTHER, _("Other"))) if question.other and question.kind is not Kind.MATRIX else labels


def form_variables(form: Form) -> list[Counted]:
    """All counted variables of a form."""
    return [variable for question in form.questions() for variable in counted_variables(question)]


def counted_cells(form: Form, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(variable, value) of everything that is counted in one person's answers."""
    for question in form.questions():
        if question.kind is Kind.RANKING:
            for place, code in enumerate(answers.get(question.code) or [], start=1):
                yield f"{question.code}:{code}", str(place)
        elif question.kind in CHOSEN:
            for variable in question.variables:
                value = answers.get(variable)
                if is_empty(value):
                    continue
                if value is True:
                    yield variable, "yes"
                else:
                    yield from (
                        (variable, str(code)) for code in (value if isinstance(value, list) else [value])
                    )


def measures(form: Form, answers: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    """(variable, measure) of the numbers and dates in one person's answers; a date is its ordinal day."""
    for question in form.questions():
        value: Any = answers.get(question.code)
        if is_empty(value):
            continue
        if question.kind is Kind.NUMBER:
            yield question.code, float(value)
        elif question.kind is Kind.DATE:
            yield question.code, float(date.fromisoformat(value).toordinal())


def free_texts(form: Form, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(variable, text) of what people wrote themselves, "other" included."""
    for question in form.questions():
        if question.kind in {Kind.SHORT_TEXT, Kind.LONG_TEXT} and answers.get(question.code):
            yield question.code, answers[question.code]
        elif question.other and answers.get(f"{question.code}:{OTHER}"):
            yield f"{question.code}:{OTHER}", answers[f"{question.code}:{OTHER}"]
