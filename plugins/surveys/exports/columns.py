"""An answer sheet as flat columns: for people with words, for statistics programs with numbers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from plugins.surveys.form.conditions import is_empty
from plugins.surveys.form.definition import OTHER, Form, Kind, Question
from plugins.surveys.form.variables import Counted, counted_variables

type Value = str | int | float | None
type Reader = Callable[[Mapping[str, Any]], Value]


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """One column. `coded` gives numbers where there are codes; `codes` says what they mean.

    `width` is the number of characters of a text column for SPSS, 0 for a number.
    """

    name: str
    label: str
    worded: Reader
    coded: Reader
    codes: Mapping[int, str] = field(default_factory=dict)
    width: int = 0
    is_date: bool = False
    level: str = "NOMINAL"


def export_columns(form: Form, *, personal: bool) -> Iterator[ExportColumn]:
    """The columns of a form; those that can say who somebody is only with `personal`."""
    for question in form.questions():
        if personal or not question.is_identifying:
            yield from _columns(question)


def numeric_codes(values: tuple[tuple[str, str], ...]) -> dict[str, int]:
    """A number for each code: its own where it is one, else the next free one above 900."""
    numbers = {code: int(code) for code, _label in values if code.isascii() and code.isdigit()}
    free = 901
    for code, _label in values:
        if code not in numbers:
            while free in numbers.values():
                free += 1
            numbers[code] = free
    return numbers


def _columns(question: Question) -> Iterator[ExportColumn]:
    if question.kind in {Kind.SINGLE, Kind.MULTIPLE, Kind.MATRIX}:
        for variable in counted_variables(question):
            yield from _choice_columns(question, variable)
        if question.other:
            # Not within the other text: gettext would not find it there.
            other = _("Other, in words")
            label = f"{question.text} – {other}"
            yield _text(f"{question.code}_other_text", label, f"{question.code}:{OTHER}", 400)
    elif question.kind is Kind.RANKING:
        for option in question.options:
            place = _place(question.code, option.code)
            label = f"{question.text} – {option.text}"
            yield ExportColumn(f"{question.code}_{option.code}", label, place, place, level="ORDINAL")
    elif question.kind is Kind.LOCATION:
        yield from _location_columns(question)
    else:
        yield _one_column(question)


def _location_columns(question: Question) -> Iterator[ExportColumn]:
    parts = (("text", "", _("address"), 800), ("latitude", "_latitude", _("latitude"), 0),
             ("longitude", "_longitude", _("longitude"), 0))  # fmt: skip
    for part, ending, words, width in parts:
        reader = _member(question.code, part)
        yield ExportColumn(
            f"{question.code}{ending}",
            f"{question.text} – {words}",
            reader,
            reader,
            width=width,
            level="SCALE",
        )


def _one_column(question: Question) -> ExportColumn:
    value = _value(question.code)
    match question.kind:
        case Kind.RATING:
            codes = {step: str(step) for step in range(1, question.steps + 1)}
            return ExportColumn(question.code, question.text, value, value, codes, level="ORDINAL")
        case Kind.NUMBER:
            number = _number(question.code)
            return ExportColumn(question.code, question.text, number, number, level="SCALE")
        case Kind.DATE:
            return ExportColumn(question.code, question.text, value, value, is_date=True, level="SCALE")
        case Kind.AGREEMENT:
            return ExportColumn(
                question.code,
                question.text,
                lambda answers: _("yes") if answers.get(question.code) else _("no"),
                lambda answers: int(bool(answers.get(question.code))),
                {0: _("no"), 1: _("yes")},
            )
        case Kind.FILE:
            name = _member(question.code, "name")
            return ExportColumn(question.code, question.text, name, name, width=400)
    return _text(
        question.code, question.text, question.code, 8000 if question.kind is Kind.LONG_TEXT else 800
    )


def _choice_columns(question: Question, variable: Counted) -> Iterator[ExportColumn]:
    name = variable.name.replace(":", "_")
    label = variable.label if variable.label == question.text else f"{question.text} – {variable.label}"
    if variable.several:
        for value, words in variable.values:
            yes_no = _chosen(variable.name, value)
            yield ExportColumn(
                f"{name}_{value}", f"{label} – {words}", yes_no, yes_no, {0: _("no"), 1: _("yes")}
            )
        return
    words_of = dict(variable.values)
    numbers = numeric_codes(variable.values)

    def worded(answers: Mapping[str, Any]) -> Value:
        value = answers.get(variable.name)
        return words_of.get(value[0], value[0]) if value else None

    def coded(answers: Mapping[str, Any]) -> Value:
        value = answers.get(variable.name)
        return numbers.get(value[0]) if value else None

    yield ExportColumn(
        name, label, worded, coded, {numbers[value]: words for value, words in variable.values}
    )


def _text(name: str, label: str, variable: str, width: int) -> ExportColumn:
    reader = _value(variable)
    return ExportColumn(name, label, reader, reader, width=width)


def _value(variable: str) -> Reader:
    return lambda answers: answers.get(variable)


def _number(variable: str) -> Reader:
    def read(answers: Mapping[str, Any]) -> Value:
        value = answers.get(variable)
        if is_empty(value):
            return None
        number = float(str(value))
        return int(number) if number.is_integer() else number

    return read


def _member(variable: str, part: str) -> Reader:
    return lambda answers: (answers.get(variable) or {}).get(part)


def _place(variable: str, code: str) -> Reader:
    def read(answers: Mapping[str, Any]) -> Value:
        order = answers.get(variable) or []
        return order.index(code) + 1 if code in order else None

    return read


def _chosen(variable: str, value: str) -> Reader:
    def read(answers: Mapping[str, Any]) -> Value:
        chosen: Any = answers.get(variable)
        return None if is_empty(chosen) else int(value in chosen)

    return read
