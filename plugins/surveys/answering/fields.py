"""The questions of a section, as the template draws them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from plugins.surveys.answering.files import ACCEPTED
from plugins.surveys.form.answers import LONG_TEXT, SHORT_TEXT, Errors, field_name, rank_name
from plugins.surveys.form.conditions import is_shown
from plugins.surveys.form.definition import OTHER, Kind, Question, Section, Shown
from plugins.surveys.form.ordering import ordered_options


@dataclass(frozen=True, slots=True)
class Choice:
    """One box to tick, or one entry of a list."""

    id: str
    value: str
    label: str
    chosen: bool
    full: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a matrix, or an option to be given a place."""

    id: str
    name: str
    label: str
    choices: tuple[Choice, ...]
    error: str


@dataclass
class Field:
    """A question with what was typed and what is wrong with it."""

    question: Question
    number: int
    posted: Mapping[str, Sequence[str]]
    errors: Errors
    seed: str
    hidden: bool = False
    is_new: bool = False
    full: frozenset[str] = field(default_factory=frozenset)
    file: Mapping[str, Any] | None = None

    accepted = ACCEPTED

    @property
    def name(self) -> str:
        """The name of the field, and the beginning of every id in it."""
        return field_name(self.question.code)

    @property
    def template(self) -> str:
        """The template that draws this kind of question."""
        return f"surveys/questions/{self.question.kind.value}.html"

    @property
    def error(self) -> str:
        """What is wrong with the answer as a whole."""
        return self.errors.get(self.name, "")

    @property
    def messages(self) -> list[tuple[str, str]]:
        """(id to go to, message) of everything that is wrong here."""
        own = [(self.first_id, self.error)] if self.error else []
        other = [(f"{self.other_name}-text", self.other_error)] if self.other_error else []
        return (
            own
            + other
            + [(line.choices[0].id, f"{line.label}: {line.error}") for line in self.lines if line.error]
        )

    @property
    def first_id(self) -> str:
        """The id of the first control."""
        match self.question.kind:
            case Kind.SINGLE | Kind.MULTIPLE | Kind.RATING:
                return self.choices[0].id if self.choices else self.name
            case Kind.MATRIX:
                return self.lines[0].choices[0].id
            case Kind.RANKING:
                return self.lines[0].id
        return self.name

    @property
    def value(self) -> str:
        """What was typed."""
        return (self.posted.get(self.name) or [""])[0]

    @property
    def described_by(self) -> str:
        """The ids of help and error, for the controls."""
        ids = [f"{self.name}-help"] if self.question.help else []
        return " ".join([*ids, f"{self.name}-error"] if self.error else ids)

    @property
    def other_name(self) -> str:
        """The name of the field beside "other"."""
        return field_name(f"{self.question.code}:{OTHER}")

    @property
    def other_value(self) -> str:
        """What was typed beside "other"."""
        return (self.posted.get(self.other_name) or [""])[0]

    @property
    def other_error(self) -> str:
        """What is wrong with it."""
        return self.errors.get(self.other_name, "")

    @property
    def length(self) -> int:
        """How many characters a text may have."""
        return self.question.length or (LONG_TEXT if self.question.kind is Kind.LONG_TEXT else SHORT_TEXT)

    @property
    def coordinates(self) -> list[tuple[str, str]]:
        """(name, value) of the hidden fields of a place."""
        names = [field_name(f"{self.question.code}:{part}") for part in ("latitude", "longitude")]
        return [(name, (self.posted.get(name) or [""])[0]) for name in names]

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """The options of a choice or rating, in this respondent's order."""
        if self.question.kind is Kind.RATING:
            pairs = [(str(step), str(step)) for step in range(1, self.question.steps + 1)]
        else:
            pairs = [(option.code, option.text) for option in ordered_options(self.question, self.seed)]
            if self.question.other:
                pairs.append((OTHER, _("Other")))
        return self._choices(self.name, pairs)

    def _choices(self, name: str, pairs: Sequence[tuple[str, str]]) -> tuple[Choice, ...]:
        chosen = self.posted.get(name) or []
        return tuple(
            Choice(
                f"{name}-{value}",
                value,
                label,
                value in chosen,
                f"{self.question.code}={value}" in self.full and value not in chosen,
            )
            for value, label in pairs
        )

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The rows of a matrix, or the options of a ranking with the places they can have."""
        if self.question.kind is Kind.MATRIX:
            pairs = [(option.code, option.text) for option in self.question.options]
            names = [(field_name(f"{self.question.code}:{row.code}"), row.text) for row in self.question.rows]
        elif self.question.kind is Kind.RANKING:
            pairs = [(str(place), str(place)) for place in range(1, len(self.question.options) + 1)]
            names = [
                (rank_name(self.question, option.code), option.text)
                for option in ordered_options(self.question, self.seed)
            ]
        else:
            return ()
        return tuple(
            Line(name, name, label, self._choices(name, pairs), self.errors.get(name, ""))
            for name, label in names
        )

    @property
    def shown_if(self) -> str:
        """The conditions as JSON for the script; empty where it is always shown."""
        return conditions_for_script(self.question.shown)


def conditions_for_script(shown: Shown) -> str:
    """Conditions as JSON for `survey.js`; empty where there are none."""
    if not shown.conditions:
        return ""
    conditions = [[each.question, each.operator.value, list(each.values)] for each in shown.conditions]
    return json.dumps({"any": shown.any, "conditions": conditions}, ensure_ascii=False)


def fields_of(
    section: Section,
    *,
    kept: Mapping[str, Any],
    posted: Mapping[str, Sequence[str]],
    errors: Errors,
    seed: str,
    first_number: int,
    new: Sequence[str] = (),
    full: frozenset[str] = frozenset(),
) -> list[Field]:
    """The fields of a section, those of hidden questions included: a script may bring them up, and counts anew then.

    Questions that are shown are numbered without a gap, whatever was left out.
    """
    fields = []
    number = first_number
    for question in section.questions:
        hidden = not is_shown(question.shown, kept)
        fields.append(
            Field(
                question,
                number,
                posted,
                errors,
                seed,
                hidden=hidden,
                is_new=question.code in new,
                full=full,
                file=kept.get(question.code) if question.kind is Kind.FILE else None,
            )
        )
        number += not hidden
    return fields
