"""A form from JSON, whoever wrote it. Everything that is wrong is found at once, each fault with its path."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from plugins.surveys.form.definition import (
    WITHOUT_VALUES,
    Condition,
    Form,
    Kind,
    Operator,
    Option,
    Question,
    Row,
    Section,
    Shown,
)
from plugins.surveys.form.judging import judge_form
from plugins.surveys.form.writing import FORMAT, FORMAT_VERSION

CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,15}")
INDEX = re.compile(r"\[(\d+)\]")
OPTION_CODE = re.compile(r"[A-Za-z0-9_]{1,16}")
LONGEST_TEXT = 500
LONGEST_HELP = 1000
MOST_SECTIONS = 30
MOST_QUESTIONS = 100
MOST_OPTIONS = 60
MOST_CONDITIONS = 10
SECTION_KEYS = frozenset({"title", "help", "shown_if", "questions"})
QUESTION_KEYS = frozenset(
    {
        "code", "kind", "text", "help", "required", "in_results", "other", "randomised", "several", "steps",
        "low_label", "high_label", "least", "most", "whole", "unit", "length", "options", "rows", "shown_if",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: `sections[0].questions[2].options[1].text`."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


class FormFaults(ValueError):
    """A form with faults; `faults` has all of them."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = faults


UNKNOWN_PARTS = re.compile(r"\.(code|kind|options|rows)\b")
"""Faults that leave open what may be said of a question's answers."""


@dataclass
class _Reader:
    """Reads on after a fault; what can't be read has a stand-in, so that everything keeps its place."""

    faults: list[Fault] = field(default_factory=list)
    unread: set[str] = field(default_factory=lambda: {""})
    """Codes of questions of which too little could be read to judge conditions on them."""

    def fault(self, path: str, message: str) -> None:
        self.faults.append(Fault(path, message))

    def mapping(self, value: Any, path: str, keys: frozenset[str]) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            self.fault(path, _("An object is expected here."))
            return {}
        for key in value:
            if key not in keys:
                self.fault(_join(path, key), _("This key is unknown."))
        return value

    def items(self, value: Any, path: str, most: int) -> list[Any]:
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault(path, _("A list is expected here."))
            return []
        if len(value) > most:
            self.fault(path, _("At most %(most)d entries are allowed here.") % {"most": most})
        return value[:most]

    def text(self, data: Mapping[str, Any], key: str, path: str, *, most: int, required: bool = False) -> str:
        value = data.get(key, "")
        if not isinstance(value, str) or "\x00" in value:
            self.fault(_join(path, key), _("A text is expected here."))
            return ""
        value = value.strip()
        if len(value) > most:
            self.fault(_join(path, key), _("At most %(most)d characters are allowed here.") % {"most": most})
        if required and not value:
            self.fault(_join(path, key), _("This must not be empty."))
        return value[:most]

    def flag(self, data: Mapping[str, Any], key: str, path: str) -> bool:
        value = data.get(key, False)
        if not isinstance(value, bool):
            self.fault(_join(path, key), _("true or false is expected here."))
            return False
        return value

    def whole(self, data: Mapping[str, Any], key: str, path: str, default: int, low: int, high: int) -> int:
        value = data.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.fault(
                _join(path, key),
                _("A whole number from %(low)d to %(high)d is expected here.") % {"low": low, "high": high},
            )
            return default
        return value

    def code(self, data: Mapping[str, Any], path: str, pattern: re.Pattern[str]) -> str:
        value = data.get("code", "")
        if not isinstance(value, str) or not pattern.fullmatch(value):
            self.fault(_join(path, "code"), _("A code has up to 16 letters, digits or underscores."))
            return ""
        return value

    def shown(self, data: Mapping[str, Any], path: str) -> Shown:
        if data.get("shown_if") is None:
            return Shown()
        path = _join(path, "shown_if")
        value = self.mapping(data["shown_if"], path, frozenset({"match", "conditions"}))
        match = value.get("match", "all")
        if match not in ("all", "any"):
            self.fault(_join(path, "match"), _("“all” or “any” is expected here."))
        conditions = [
            self.condition(each, f"{path}.conditions[{index}]")
            for index, each in enumerate(
                self.items(value.get("conditions"), f"{path}.conditions", MOST_CONDITIONS)
            )
        ]
        return Shown(tuple(conditions), match == "any")

    def condition(self, value: Any, path: str) -> Condition:
        data = self.mapping(value, path, frozenset({"question", "operator", "values"}))
        question = self.text(data, "question", path, most=40, required=True)
        operator = data.get("operator")
        if not isinstance(operator, str) or operator not in set(Operator):
            self.fault(_join(path, "operator"), _("This comparison is unknown."))
            return Condition("", Operator.IS_ANY, ())
        values = self.items(data.get("values"), _join(path, "values"), MOST_OPTIONS)
        if not all(isinstance(each, str) and len(each) <= 40 for each in values):
            self.fault(_join(path, "values"), _("A list of short texts is expected here."))
            return Condition("", Operator.IS_ANY, ())
        if not values and Operator(operator) not in WITHOUT_VALUES:
            self.fault(_join(path, "values"), _("Say at least one value to compare with."))
        return Condition(question, Operator(operator), tuple(values))

    def option(self, value: Any, path: str) -> Option:
        data = self.mapping(value, path, frozenset({"code", "text", "exclusive", "quota"}))
        quota = None
        if data.get("quota") is not None:
            quota = self.whole(data, "quota", path, 1, 1, 10_000_000)
        return Option(
            code=self.code(data, path, OPTION_CODE),
            text=self.text(data, "text", path, most=LONGEST_TEXT, required=True),
            exclusive=self.flag(data, "exclusive", path),
            quota=quota,
        )

    def row(self, value: Any, path: str) -> Row:
        data = self.mapping(value, path, frozenset({"code", "text"}))
        return Row(
            self.code(data, path, OPTION_CODE),
            self.text(data, "text", path, most=LONGEST_TEXT, required=True),
        )

    def question(self, value: Any, path: str) -> Question:
        before = len(self.faults)
        data = self.mapping(value, path, QUESTION_KEYS)
        question = self.known_question(data, path)
        if any(UNKNOWN_PARTS.match(fault.path, len(path)) for fault in self.faults[before:]):
            self.unread.add(str(data.get("code", "")))
        return question

    def known_question(self, data: Mapping[str, Any], path: str) -> Question:
        kind = data.get("kind")
        if not isinstance(kind, str) or kind not in set(Kind):
            self.fault(_join(path, "kind"), _("This question type is unknown."))
            kind, data = (
                Kind.SHORT_TEXT,
                {name: data[name] for name in ("code", "text", "shown_if") if name in data},
            )
        options = self.items(data.get("options"), _join(path, "options"), MOST_OPTIONS)
        rows = self.items(data.get("rows"), _join(path, "rows"), MOST_OPTIONS)
        return Question(
            code=self.code(data, path, CODE),
            kind=Kind(kind),
            text=self.text(data, "text", path, most=LONGEST_TEXT, required=True),
            help=self.text(data, "help", path, most=LONGEST_HELP),
            required=self.flag(data, "required", path),
            in_results=self.flag(data, "in_results", path),
            other=self.flag(data, "other", path),
            randomised=self.flag(data, "randomised", path),
            several=self.flag(data, "several", path),
            whole=self.flag(data, "whole", path),
            steps=self.whole(data, "steps", path, 5, 2, 10),
            length=self.whole(data, "length", path, 0, 0, 10_000),
            low_label=self.text(data, "low_label", path, most=60),
            high_label=self.text(data, "high_label", path, most=60),
            least=self.text(data, "least", path, most=20),
            most=self.text(data, "most", path, most=20),
            unit=self.text(data, "unit", path, most=20),
            options=tuple(
                self.option(each, f"{_join(path, 'options')}[{index}]") for index, each in enumerate(options)
            ),
            rows=tuple(self.row(each, f"{_join(path, 'rows')}[{index}]") for index, each in enumerate(rows)),
            shown=self.shown(data, path),
        )

    def section(self, value: Any, path: str) -> Section:
        data = self.mapping(value, path, SECTION_KEYS)
        questions = [
            self.question(each, f"{path}.questions[{index}]")
            for index, each in enumerate(
                self.items(data.get("questions"), _join(path, "questions"), MOST_QUESTIONS)
            )
        ]
        return Section(
            title=self.text(data, "title", path, most=200),
            help=self.text(data, "help", path, most=LONGEST_HELP),
            shown=self.shown(data, path),
            questions=tuple(questions),
        )


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def read_form(value: Any) -> Form:
    """The form that JSON describes. Raises FormFaults with every fault."""
    reader = _Reader()
    data = reader.mapping(value, "", frozenset({"format", "version", "sections"}))
    if data.get("format", FORMAT) != FORMAT or data.get("version", FORMAT_VERSION) != FORMAT_VERSION:
        reader.fault("version", _("This file was written in another format."))
    sections = reader.items(data.get("sections"), "sections", MOST_SECTIONS)
    form = Form(tuple(reader.section(each, f"sections[{index}]") for index, each in enumerate(sections)))
    told = {fault.path for fault in reader.faults}
    if told:
        told.add("sections")  # how many questions there are can't be said either
    reader.faults.extend(
        Fault(path, message) for path, message in judge_form(form, unread=reader.unread) if path not in told
    )
    if reader.faults:
        raise FormFaults(sorted(reader.faults, key=_place))
    return form


def _place(fault: Fault) -> list[int]:
    """Section and question, so that what is wrong with one question stands together."""
    return [int(number) for number in INDEX.findall(fault.path)[:2]]


def published_form(definition: Any) -> Form:
    """The form of a version. Read once for the same content: it is asked for with each sheet, and never changes."""
    return _read_once(json.dumps(definition))


@lru_cache(maxsize=64)
def _read_once(text: str) -> Form:
    return read_form(json.loads(text))
