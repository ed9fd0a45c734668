"""What a form is: sections of questions, as plain values. Nothing here touches the database."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

OTHER = "other"
"""The code of the option "other, please say"."""


class Kind(StrEnum):
    """The question types."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    MATRIX = "matrix"
    RATING = "rating"
    RANKING = "ranking"
    NUMBER = "number"
    DATE = "date"
    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    FILE = "file"
    LOCATION = "location"
    PHONE = "phone"
    ID_NUMBER = "id_number"
    AGREEMENT = "agreement"


WITH_OPTIONS = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.MATRIX, Kind.RANKING})
WITH_OTHER = frozenset({Kind.SINGLE, Kind.MULTIPLE})
TEXTS = frozenset({Kind.SHORT_TEXT, Kind.LONG_TEXT})
IDENTIFYING = frozenset({Kind.PHONE, Kind.ID_NUMBER, Kind.LOCATION, Kind.FILE})
"""Kinds whose answers can say who somebody is."""
NEVER_PUBLIC = IDENTIFYING
"""Kinds whose answers no public page shows."""


class Operator(StrEnum):
    """What a condition asks of an earlier answer."""

    IS_ANY = "is_any"
    IS_NONE = "is_none"
    ANSWERED = "answered"
    NOT_ANSWERED = "not_answered"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


WITHOUT_VALUES = frozenset({Operator.ANSWERED, Operator.NOT_ANSWERED})
COMPARING = frozenset({Operator.AT_LEAST, Operator.AT_MOST})


@dataclass(frozen=True, slots=True)
class Condition:
    """One demand on an earlier answer. `question` is a variable: `Q1`, or `Q4:2` for a row of a matrix."""

    question: str
    operator: Operator
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """When something is shown: always without conditions, else when all of them hold, or any."""

    conditions: tuple[Condition, ...] = ()
    any: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer. An exclusive one ("none of these") stands alone and keeps its place at the end."""

    code: str
    text: str
    exclusive: bool = False
    quota: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a matrix."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question. What a kind does not use stays at its default.

    `least` and `most` bound the value of a number (decimal text), a date (ISO) or how many options may be chosen.
    """

    code: str
    kind: Kind
    text: str
    help: str = ""
    required: bool = False
    shown: Shown = field(default_factory=Shown)
    in_results: bool = False
    options: tuple[Option, ...] = ()
    rows: tuple[Row, ...] = ()
    other: bool = False
    randomised: bool = False
    several: bool = False
    steps: int = 5
    low_label: str = ""
    high_label: str = ""
    least: str = ""
    most: str = ""
    whole: bool = False
    unit: str = ""
    length: int = 0

    @property
    def is_identifying(self) -> bool:
        """Whether an answer can say who somebody is."""
        return self.kind in IDENTIFYING

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables that hold the answer: one, or one per row of a matrix."""
        if self.kind is Kind.MATRIX:
            return tuple(f"{self.code}:{row.code}" for row in self.rows)
        return (self.code,)

    @property
    def takes_several(self) -> bool:
        """Whether more than one option may be chosen."""
        return self.kind is Kind.MULTIPLE or (self.kind is Kind.MATRIX and self.several)

    def option_codes(self) -> tuple[str, ...]:
        """The codes that may be chosen, "other" included."""
        codes = tuple(option.code for option in self.options)
        return (*codes, OTHER) if self.other and self.kind in WITH_OTHER else codes


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that stand on one page."""

    title: str
    questions: tuple[Question, ...]
    help: str = ""
    shown: Shown = field(default_factory=Shown)


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form."""

    sections: tuple[Section, ...]

    def questions(self) -> Iterator[Question]:
        """Every question in its order."""
        for section in self.sections:
            yield from section.questions

    def question(self, code: str) -> Question | None:
        """The question with that code."""
        return next((question for question in self.questions() if question.code == code), None)

    @property
    def is_identifying(self) -> bool:
        """Whether it asks for something that says who somebody is."""
        return any(question.is_identifying for question in self.questions())


type Answers = dict[str, Any]
"""Canonical answers by variable. Choices are lists of codes, a ranking the codes in order, a rating a whole number,
a number decimal text, a date ISO text, an agreement True; `Q1:other` is the text beside "other"; a file is its
`{"id", "name", "size"}`, a location `{"text", "latitude", "longitude"}`."""


class ParticipationNote(StrEnum):
    """What a respondent is told about their anonymity."""

    ANONYMOUS = "anonymous"
    APART = "apart"
    ASKS_WHO = "asks_who"

    @classmethod
    def of(cls, form: Form, participation: str) -> "ParticipationNote":
        """Asked who they are; known only to have taken part; or not known at all."""
        if form.is_identifying:
            return cls.ASKS_WHO
        return cls.ANONYMOUS if participation == "anyone" else cls.APART
