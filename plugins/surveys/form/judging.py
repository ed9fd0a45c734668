"""What makes a form sound as a whole: codes that are unique, options where they are needed, bounds, conditions."""

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from plugins.surveys.form.definition import (
    COMPARING,
    IDENTIFYING,
    OTHER,
    TEXTS,
    WITH_OPTIONS,
    WITHOUT_VALUES,
    Form,
    Kind,
    Question,
    Shown,
)

type Finding = tuple[str, str]


def judge_form(form: Form, *, unread: Collection[str] = ()) -> Iterator[Finding]:
    """(path, message) of everything that is wrong with a form. Conditions on the questions with the codes `unread`
    are not judged: nothing is known of their answers.
    """
    if not any(section.questions for section in form.sections):
        yield "sections", _("The form has no question yet.")
    earlier: dict[str, Question] = {}
    codes: set[str] = set()
    for number, section in enumerate(form.sections):
        path = f"sections[{number}]"
        yield from _judge_shown(section.shown, path, earlier, unread)
        for index, question in enumerate(section.questions):
            here = f"{path}.questions[{index}]"
            if question.code in codes:
                yield f"{here}.code", _("Another question has this code already.")
            codes.add(question.code)
            yield from _judge_shown(question.shown, here, earlier, unread)
            yield from judge_question(question, here)
            earlier.update(dict.fromkeys(question.variables, question))


def judge_question(question: Question, path: str) -> Iterator[Finding]:
    """What is wrong with one question, seen alone."""
    if question.kind in WITH_OPTIONS:
        if len(question.options) < (1 if question.other else 2):
            yield f"{path}.options", _("Give at least two options.")
        yield from _unique([option.code for option in question.options], f"{path}.options")
        if any(option.code == OTHER for option in question.options):
            yield f"{path}.options", _("The code “other” is taken: tick “Other, please say” instead.")
    elif question.options:
        yield f"{path}.options", _("This question type has no options.")
    if question.kind is Kind.MATRIX:
        if not question.rows:
            yield f"{path}.rows", _("Give at least one row.")
        yield from _unique([row.code for row in question.rows], f"{path}.rows")
    if question.kind is Kind.MULTIPLE and (together := _most_together(question)) < _least(question):
        yield (
            f"{path}.least",
            _("Only %(count)d options can be chosen together.") % {"count": together},
        )
    if question.in_results and question.kind in IDENTIFYING:
        yield f"{path}.in_results", _("Answers of this type are never public.")
    yield from _judge_bounds(question, path)


def _most_together(question: Question) -> int:
    return sum(not option.exclusive for option in question.options) + question.other


def _least(question: Question) -> Decimal:
    """How many have to be chosen; what is no number has a fault of its own."""
    try:
        return _number(question.least) if question.least else Decimal(0)
    except InvalidOperation:
        return Decimal(0)


def _unique(codes: list[str], path: str) -> Iterator[Finding]:
    for index, code in enumerate(codes):
        if code in codes[:index]:
            yield f"{path}[{index}].code", _("This code is there twice.")


def _judge_bounds(question: Question, path: str) -> Iterator[Finding]:
    bounds = []
    for name in ("least", "most"):
        text = getattr(question, name)
        if not text:
            continue
        try:
            bounds.append(date.fromisoformat(text) if question.kind is Kind.DATE else _number(text))
        except (ValueError, InvalidOperation):
            yield (
                f"{path}.{name}",
                _("A date such as 2026-01-31 is expected here.")
                if question.kind is Kind.DATE
                else _("A number is expected here."),
            )
    if len(bounds) == 2 and bounds[0] > bounds[1]:  # type: ignore[operator]  # both of the question's own kind
        yield f"{path}.most", _("This is below the least.")


def _number(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite():
        raise InvalidOperation
    return number


def _judge_shown(
    shown: Shown, path: str, earlier: dict[str, Question], unread: Collection[str]
) -> Iterator[Finding]:
    for index, condition in enumerate(shown.conditions):
        here = f"{path}.shown_if.conditions[{index}]"
        if any(
            condition.question == code or (code and condition.question.startswith(f"{code}_"))
            for code in unread
        ):
            continue
        question = earlier.get(condition.question)
        if question is None:
            yield (
                f"{here}.question",
                _("There is no earlier question “%(code)s”.") % {"code": condition.question},
            )
            continue
        if condition.operator in WITHOUT_VALUES:
            continue
        if condition.operator in COMPARING:
            yield from _judge_comparison(question, condition.values, here)
            continue
        known = condition_values(question)
        for value in condition.values:
            if known is not None and value not in known:
                yield f"{here}.values", _("“%(value)s” is no answer to that question.") % {"value": value}


def _judge_comparison(question: Question, values: tuple[str, ...], path: str) -> Iterator[Finding]:
    if question.kind in TEXTS | IDENTIFYING | {Kind.AGREEMENT, Kind.SINGLE}:
        yield f"{path}.operator", _("Answers to that question can't be compared by size.")
        return
    try:
        if len(values) != 1:
            raise ValueError
        date.fromisoformat(values[0]) if question.kind is Kind.DATE else _number(values[0])
    except (ValueError, InvalidOperation):
        yield f"{path}.values", _("One number, or one date such as 2026-01-31, is expected here.")


def condition_values(question: Question) -> frozenset[str] | None:
    """The values that a condition on a question may name; None where any will do."""
    if question.kind in WITH_OPTIONS:
        return frozenset(question.option_codes())
    if question.kind is Kind.RATING:
        return frozenset(str(step) for step in range(1, question.steps + 1))
    if question.kind is Kind.AGREEMENT:
        return frozenset({"yes"})
    return None
