"""The figures of a survey, from the bits kept ready: counts, weighted shares, means, crossings."""

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import isnan
from statistics import median
from typing import Any

from plugins.surveys.form.definition import Form, Kind, Question
from plugins.surveys.form.variables import Counted, counted_variables
from plugins.surveys.models import AnswerBits, MeasureValues, Survey
from plugins.surveys.models.statistics import COUNTED
from plugins.surveys.results.bits import CHUNK, joined


@dataclass(frozen=True, slots=True)
class Bar:
    """How many people gave a value. `share` is the percentage of those who answered the question, weighted if so."""

    value: str
    label: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Distribution:
    """The answers to one counted variable. `base` people answered it."""

    variable: Counted
    base: int
    bars: tuple[Bar, ...]
    mean: float | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """The answers to a number or date question; the texts are as people read them."""

    question: Question
    base: int
    mean: str
    middle: str
    lowest: str
    highest: str
    groups: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Crossing:
    """How often values of two variables come together. `counts[row][column]`, without margins."""

    rows: Counted
    columns: Counted
    counts: tuple[tuple[int, ...], ...]
    base: int


class Figures:
    """Reads what is kept ready of a survey once, and counts from it. Sheets that wait are not in it."""

    def __init__(self, survey: Survey, form: Form, variables: Sequence[str] | None = None) -> None:
        self.survey = survey
        self.form = form
        self._only = variables

    @cached_property
    def _bits(self) -> dict[tuple[str, str], int]:
        rows = AnswerBits.objects.filter(survey=self.survey)
        if self._only is not None:
            names = {COUNTED, *self._only, self.survey.weighting.get("variable", COUNTED)}
            rows = rows.filter(variable__in=names)
        parts: dict[tuple[str, str], list[tuple[int, bytes]]] = defaultdict(list)
        for variable, value, chunk, bits in rows.values_list("variable", "value", "chunk", "bits").iterator(
            chunk_size=2000
        ):
            parts[variable, value].append((chunk, bytes(bits)))
        return {name: joined(found) for name, found in parts.items()}

    @cached_property
    def counted(self) -> int:
        """The sheets that count, as a set."""
        return self._bits.get((COUNTED, "1"), 0)

    @property
    def total(self) -> int:
        """How many sheets count."""
        return self.counted.bit_count()

    def chose(self, variable: str, value: str) -> int:
        """The counted sheets that chose a value, as a set."""
        return self._bits.get((variable, value), 0) & self.counted

    def answered(self, variable: str) -> int:
        """The counted sheets that answered a variable, as a set; values of earlier versions included."""
        found = 0
        for (name, _value), bits in self._bits.items():
            if name == variable:
                found |= bits
        return found & self.counted

    @cached_property
    def strata(self) -> list[tuple[int, float]]:
        """(set of sheets, weight); sheets that did not answer the weighting question weigh 1."""
        weighting: Mapping[str, Any] = self.survey.weighting or {}
        variable = weighting.get("variable", "")
        if not variable:
            return []
        base = self.answered(variable)
        strata = []
        for value, target in weighting["targets"].items():
            members = self.chose(variable, value)
            if members:
                strata.append((members, target / 100 * base.bit_count() / members.bit_count()))
        inside = 0
        for members, _weight in strata:
            inside |= members
        return [*strata, (self.counted & ~inside, 1.0)]

    def weight_of(self, sheets: int) -> float:
        """The sum of the weights of a set of sheets; their number where nothing is weighted."""
        if not self.strata:
            return float(sheets.bit_count())
        return sum((members & sheets).bit_count() * weight for members, weight in self.strata)

    def distribution(self, variable: Counted) -> Distribution:
        """The answers to a counted variable."""
        base = self.answered(variable.name)
        whole = self.weight_of(base)
        values = [*variable.values, *self._former(variable)]
        bars = []
        for value, label in values:
            chosen = self.chose(variable.name, value)
            share = self.weight_of(chosen) / whole * 100 if whole else 0.0
            bars.append(Bar(value, label, chosen.bit_count(), share))
        mean = None
        if variable.question.kind in {Kind.RATING, Kind.RANKING} and whole:
            mean = sum(int(bar.value) * bar.share for bar in bars if bar.value.isdigit()) / 100
        return Distribution(variable, base.bit_count(), tuple(bars), mean)

    def _former(self, variable: Counted) -> list[tuple[str, str]]:
        """Values that were chosen but are no longer offered."""
        offered = {value for value, _label in variable.values}
        former = sorted({value for name, value in self._bits if name == variable.name} - offered)
        return [(value, value) for value in former]

    def distributions(self, question: Question) -> list[Distribution]:
        """The distributions of all variables of a question."""
        return [self.distribution(variable) for variable in counted_variables(question)]

    def crossing(self, rows: Counted, columns: Counted) -> Crossing:
        """Two variables crossed; the base is who answered both."""
        counts = tuple(
            tuple(
                (self.chose(rows.name, row) & self.chose(columns.name, column)).bit_count()
                for column, _label in columns.values
            )
            for row, _label in rows.values
        )
        base = (self.answered(rows.name) & self.answered(columns.name)).bit_count()
        return Crossing(rows, columns, counts, base)

    def summary(self, question: Question) -> Summary:
        """The answers to a number or date question, unweighted."""
        numbers = self._numbers(question.code)
        if not numbers:
            return Summary(question, 0, "", "", "", "", ())
        if question.kind is Kind.DATE:
            words = [date.fromordinal(round(number)).isoformat() for number in (
                sum(numbers) / len(numbers), median(numbers), min(numbers), max(numbers)
            )]  # fmt: skip
        else:
            words = [f"{number:.10g}" for number in (
                round(sum(numbers) / len(numbers), 2), median(numbers), min(numbers), max(numbers)
            )]  # fmt: skip
        mean, middle, lowest, highest = words
        groups = tuple(groups_of(question, numbers))
        return Summary(question, len(numbers), mean, middle, lowest, highest, groups)

    def _numbers(self, variable: str) -> list[float]:
        counted = self.counted.to_bytes(max(1, (self.survey.position + 7) // 8 + 1), "little")
        found: list[float] = []
        rows = MeasureValues.objects.filter(survey=self.survey, variable=variable).order_by("chunk")
        for chunk, stored in rows.values_list("chunk", "numbers"):
            start = chunk * CHUNK
            for offset, number in enumerate(array("d", bytes(stored))):
                if not isnan(number):
                    place = start + offset
                    if counted[place >> 3] >> (place & 7) & 1:
                        found.append(number)
        return found


GROUPS = 8


def groups_of(question: Question, numbers: Sequence[float]) -> list[Bar]:
    """The numbers in up to eight ranges of one round width."""
    low, high = min(numbers), max(numbers)
    if low == high:
        return [Bar("0", _words(question, low), len(numbers), 100.0)]
    width = _round_width((high - low) / GROUPS)
    start = low // width * width
    counts: dict[int, int] = defaultdict(int)
    for number in numbers:
        counts[int((number - start) // width)] += 1
    last = max(counts)
    return [
        Bar(
            str(index),
            f"{_words(question, start + index * width)} – {_words(question, start + (index + 1) * width)}",
            counts.get(index, 0),
            counts.get(index, 0) / len(numbers) * 100,
        )
        for index in range(last + 1)
    ]


def _round_width(rough: float) -> float:
    power = 1.0
    while power * 10 <= rough:
        power *= 10
    while power > rough:
        power /= 10
    return next(step * power for step in (1, 2, 5, 10) if step * power >= rough)


def _words(question: Question, number: float) -> str:
    return date.fromordinal(round(number)).isoformat() if question.kind is Kind.DATE else f"{number:.10g}"
