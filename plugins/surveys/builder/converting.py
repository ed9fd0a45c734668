"""Between the builder's stream, as it is stored, and the form as JSON. Codes are given where there are none."""

import re
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from plugins.surveys.form.definition import OTHER, Kind

SEPARATORS = re.compile(r"[,，、;；]")
TEXTS = ("text", "help", "low_label", "high_label", "unit")
FLAGS = ("required", "in_results", "other", "randomised", "several", "whole")


class Codes:
    """Codes that are taken, by earlier versions too: a code never comes to mean something else."""

    def __init__(self, definitions: Iterable[Mapping[str, Any]] = ()) -> None:
        self.questions: set[str] = set()
        self.entries: dict[tuple[str, str], set[str]] = {}
        for definition in definitions:
            for section in definition["sections"]:
                for question in section["questions"]:
                    self.questions.add(question["code"])
                    for name in ("options", "rows"):
                        taken = self.entries.setdefault((question["code"], name), set())
                        taken.update(entry["code"] for entry in question.get(name, ()))

    def next_question(self) -> str:
        """The next free code of a question: Q1, Q2, …"""
        code = _free("Q", self.questions)
        self.questions.add(code)
        return code

    def next_entry(self, question: str, name: str) -> str:
        """The next free code of an option or row of a question: 1, 2, …"""
        taken = self.entries.setdefault((question, name), set())
        code = _free("", taken)
        taken.add(code)
        return code


def _free(prefix: str, taken: set[str]) -> str:
    numbers = [int(code[len(prefix) :]) for code in taken if re.fullmatch(rf"{prefix}\d{{1,6}}", code)]
    return f"{prefix}{max(numbers, default=0) + 1}"


def with_codes(stream: list[dict[str, Any]], codes: Codes) -> list[dict[str, Any]]:
    """The stored stream with a code for every question, option and row. The given stream is changed."""
    questions = [block["value"] for section in stream for block in section["value"].get("questions") or []]
    codes.questions.update(question["code"] for question in questions if question.get("code"))
    for question in questions:
        question["code"] = question.get("code") or codes.next_question()
        for name in ("options", "rows"):
            entries = [item["value"] for item in question.get(name) or []]
            taken = codes.entries.setdefault((question["code"], name), set())
            taken.update(entry["code"] for entry in entries if entry.get("code"))
            for entry in entries:
                entry["code"] = entry.get("code") or codes.next_entry(question["code"], name)
    return stream


def to_definition(stream: list[dict[str, Any]]) -> dict[str, Any]:
    """The form as JSON, from a stored stream whose codes are given. It may still have faults."""
    known: dict[str, dict[str, str]] = {}
    return {"sections": [_section(block["value"], known) for block in stream]}


def _section(value: Mapping[str, Any], known: dict[str, dict[str, str]]) -> dict[str, Any]:
    section: dict[str, Any] = {"title": value.get("title") or ""}
    if value.get("help"):
        section["help"] = value["help"]
    _add_shown(section, value, known)
    section["questions"] = [
        _question(block["type"], block["value"], known) for block in value.get("questions") or []
    ]
    return section


def _question(kind: str, value: Mapping[str, Any], known: dict[str, dict[str, str]]) -> dict[str, Any]:
    question: dict[str, Any] = {"code": value["code"], "kind": kind}
    question.update({name: value[name] for name in TEXTS if value.get(name)})
    question.setdefault("text", "")
    question.update({name: True for name in FLAGS if value.get(name)})
    question.update(
        {name: str(value[name]) for name in ("least", "most") if value.get(name) not in (None, "")}
    )
    question.update({name: int(value[name]) for name in ("steps", "length") if value.get(name)})
    for name in ("options", "rows"):
        if value.get(name):
            question[name] = [_entry(item["value"]) for item in value[name]]
    _add_shown(question, value, known)
    labels = {entry["text"]: entry["code"] for entry in question.get("options", ())}
    if value.get("other"):
        labels.setdefault(OTHER, OTHER)
    for row in question.get("rows", ()) if kind == Kind.MATRIX else ():
        known[f"{question['code']}:{row['code']}"] = labels
    known.setdefault(question["code"], labels)
    return question


def _entry(value: Mapping[str, Any]) -> dict[str, Any]:
    entry: dict[str, Any] = {"code": value["code"], "text": value.get("text") or ""}
    if value.get("exclusive"):
        entry["exclusive"] = True
    if value.get("quota"):
        entry["quota"] = value["quota"]
    return entry


def _add_shown(target: dict[str, Any], value: Mapping[str, Any], known: dict[str, dict[str, str]]) -> None:
    conditions = [_condition(item["value"], known) for item in value.get("conditions") or []]
    if conditions:
        target["shown_if"] = {"match": value.get("match") or "all", "conditions": conditions}


def _condition(value: Mapping[str, Any], known: dict[str, dict[str, str]]) -> dict[str, Any]:
    question = str(value.get("question") or "").strip().replace("：", ":")
    labels = known.get(question, {})
    text = str(value.get("values") or "").strip()
    # A label may hold a comma itself: the whole is tried first.
    parts = [text] if text in labels else [part.strip() for part in SEPARATORS.split(text) if part.strip()]
    condition: dict[str, Any] = {"question": question, "operator": value.get("operator") or "is_any"}
    if parts:
        condition["values"] = [labels.get(part, part) for part in parts]
    return condition


def to_stream(definition: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A form's JSON as a stream to be stored, for the builder."""
    return [
        {
            "type": "section",
            "id": _id(),
            "value": {
                "title": section.get("title", ""),
                "help": section.get("help", ""),
                "questions": [
                    {"type": question["kind"], "id": _id(), "value": _question_value(question)}
                    for question in section["questions"]
                ],
                **_shown_value(section),
            },
        }
        for section in definition["sections"]
    ]


def _id() -> str:
    """Without an id Wagtail takes an entry of a list for one of an older format, and finds nothing in it."""
    return str(uuid.uuid4())


def _question_value(question: Mapping[str, Any]) -> dict[str, Any]:
    left_out = {"kind", "options", "rows", "shown_if"}
    value = {name: entry for name, entry in question.items() if name not in left_out}
    for name in ("options", "rows"):
        if name in question:
            value[name] = [{"type": "item", "id": _id(), "value": dict(entry)} for entry in question[name]]
    return {**value, **_shown_value(question)}


def _shown_value(source: Mapping[str, Any]) -> dict[str, Any]:
    shown = source.get("shown_if") or {}
    return {
        "match": shown.get("match", "all"),
        "conditions": [
            {
                "type": "item",
                "id": _id(),
                "value": {
                    "question": condition["question"],
                    "operator": condition["operator"],
                    "values": "，".join(condition.get("values", ())),
                },
            }
            for condition in shown.get("conditions", ())
        ],
    }
