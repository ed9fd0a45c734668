"""A form as JSON, for export, versions and copies. `reading.read_form` takes it back."""

from typing import Any

from plugins.surveys.form.definition import Condition, Form, Option, Question, Section, Shown

FORMAT = "countywide-survey"
FORMAT_VERSION = 1
_EMPTY = Question("", None, "")  # type: ignore[arg-type]  # a question with nothing but defaults
PLAIN = (
    "help",
    "required",
    "in_results",
    "other",
    "randomised",
    "several",
    "steps",
    "low_label",
    "high_label",
    "least",
    "most",
    "whole",
    "unit",
    "length",
)
"""Fields of a question that are written as they are, unless they have their default."""


def write_form(form: Form) -> dict[str, Any]:
    """The whole form as JSON; what has its default is left out."""
    return {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "sections": [_section(section) for section in form.sections],
    }


def _section(section: Section) -> dict[str, Any]:
    written: dict[str, Any] = {"title": section.title}
    if section.help:
        written["help"] = section.help
    _add_shown(written, section.shown)
    written["questions"] = [write_question(question) for question in section.questions]
    return written


def write_question(question: Question) -> dict[str, Any]:
    """One question as JSON."""
    written: dict[str, Any] = {"code": question.code, "kind": question.kind.value, "text": question.text}
    for name in PLAIN:
        value = getattr(question, name)
        if value != getattr(_EMPTY, name):
            written[name] = value
    if question.options:
        written["options"] = [_option(option) for option in question.options]
    if question.rows:
        written["rows"] = [{"code": row.code, "text": row.text} for row in question.rows]
    _add_shown(written, question.shown)
    return written


def _option(option: Option) -> dict[str, Any]:
    written: dict[str, Any] = {"code": option.code, "text": option.text}
    if option.exclusive:
        written["exclusive"] = True
    if option.quota is not None:
        written["quota"] = option.quota
    return written


def _add_shown(written: dict[str, Any], shown: Shown) -> None:
    if not shown.conditions:
        return
    written["shown_if"] = {
        "match": "any" if shown.any else "all",
        "conditions": [_condition(condition) for condition in shown.conditions],
    }


def _condition(condition: Condition) -> dict[str, Any]:
    written: dict[str, Any] = {"question": condition.question, "operator": condition.operator.value}
    if condition.values:
        written["values"] = list(condition.values)
    return written
