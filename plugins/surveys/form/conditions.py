"""Which questions are shown, given the answers so far. `static/surveys/survey.js` does the same in the browser."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from plugins.surveys.form.definition import (
    OTHER,
    Answers,
    Condition,
    Form,
    Operator,
    Question,
    Section,
    Shown,
)


def is_empty(value: Any) -> bool:
    """Whether there is no answer."""
    return value is None or value is False or (isinstance(value, (str, list, dict)) and not value)


def holds(condition: Condition, answers: Mapping[str, Any]) -> bool:
    """Whether a condition holds. Nothing answered satisfies only "not answered" and "is none of"."""
    value = answers.get(condition.question)
    match condition.operator:
        case Operator.ANSWERED:
            return not is_empty(value)
        case Operator.NOT_ANSWERED:
            return is_empty(value)
        case Operator.IS_ANY:
            return any(code in condition.values for code in _codes(value))
        case Operator.IS_NONE:
            return not any(code in condition.values for code in _codes(value))
        case Operator.AT_LEAST | Operator.AT_MOST:
            return _compares(condition, value)


def _codes(value: Any) -> list[str]:
    if is_empty(value):
        return []
    if value is True:
        return ["yes"]
    return [str(code) for code in value] if isinstance(value, list) else [str(value)]


def _compares(condition: Condition, value: Any) -> bool:
    if is_empty(value) or not condition.values:
        return False
    asked = condition.values[0]
    given = len(value) if isinstance(value, list) else value
    try:
        left: Any = Decimal(str(given))
        right: Any = Decimal(asked)
    except InvalidOperation:  # dates in ISO form sort like text
        left, right = str(given), asked
    return bool(left >= right) if condition.operator is Operator.AT_LEAST else bool(left <= right)


def is_shown(shown: Shown, answers: Mapping[str, Any]) -> bool:
    """Whether something with these conditions is shown."""
    if not shown.conditions:
        return True
    results = (holds(condition, answers) for condition in shown.conditions)
    return any(results) if shown.any else all(results)


def names_of(question: Question) -> tuple[str, ...]:
    """All keys under which a question's answer is kept."""
    return (*question.variables, f"{question.code}:{OTHER}") if question.other else question.variables


def kept_answers(form: Form, answers: Mapping[str, Any]) -> Answers:
    """The answers to questions that are shown. What is hidden counts as not answered, for later conditions too."""
    kept: Answers = {}
    for section in form.sections:
        if not is_shown(section.shown, kept):
            continue
        for question in section.questions:
            if is_shown(question.shown, kept):
                kept.update({name: answers[name] for name in names_of(question) if name in answers})
    return kept


def shown_sections(form: Form, answers: Mapping[str, Any]) -> list[int]:
    """The indexes of the sections that are shown and hold a question that is."""
    kept = kept_answers(form, answers)
    return [
        index
        for index, section in enumerate(form.sections)
        if is_shown(section.shown, kept) and shown_questions(section, kept)
    ]


def shown_questions(section: Section, kept: Mapping[str, Any]) -> list[Question]:
    """The questions of a section that are shown, given answers without hidden ones."""
    return [question for question in section.questions if is_shown(question.shown, kept)]
