"""The figures of a survey, from the bits kept ready: counts, weighted shares, means, crossings."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import isnan
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
        counts = self._measures(question.code)
        base = sum(counts.values())
        if not base:
            return Summary(question, 0, "", "", "", "", ())
        mean = sum(number * count for number, count in counts.items()) / base
        facts = (mean, middle_of(counts, base), min(counts), max(counts))
        if question.kind is Kind.DATE:
            words = [_words(question, number) for number in facts]
        else:
            words = [f"{round(number, 2):.10g}" for number in facts]
        mean_text, middle, lowest, highest = words
        groups = tuple(groups_of(question, counts))
        return Summary(question, base, mean_text, middle, lowest, highest, groups)

    def _measures(self, variable: str) -> Counter[float]:
        """How often each number was given, in sheets that count."""
        size = max(1, self.survey.position // CHUNK + 1) * CHUNK // 8
        counted = self.counted.to_bytes(size, "little")
        full = bytes([255]) * (CHUNK // 8)
        found: Counter[float] = Counter()
        rows = MeasureValues.objects.filter(survey=self.survey, variable=variable)
        for chunk, stored in rows.values_list("chunk", "numbers"):
            numbers = array("d", bytes(stored))
            mask = counted[chunk * CHUNK // 8 : (chunk + 1) * CHUNK // 8]
            if mask == full:
                found.update(number for number in numbers if not isnan(number))
            else:
                found.update(
                    number
                    for place, number in enumerate(numbers)
                    if not isnan(number) and mask[place >> 3] >> (place & 7) & 1
                )
        return found


GROUPS = 8


def middle_of(counts: Mapping[float, int], base: int) -> float:
    """The median: the middle number, or the mean of the two in the middle."""
    first, second = (base - 1) // 2, base // 2
    passed, low = 0, None
    for number in sorted(counts):
        passed += counts[number]
        if low is None and passed > first:
            low = number
        if low is not None and passed > second:
            return (low + number) / 2
    raise ValueError("There is no number.")


def groups_of(question: Question, counts: Mapping[float, int]) -> list[Bar]:
    """The numbers in up to eight or so ranges of one round width. No number is in two by their words."""
    low, high, base = min(counts), max(counts), sum(counts.values())
    if low == high:
        return [Bar("0", _words(question, low), base, 100.0)]
    width = _round_width((high - low) / GROUPS)
    counts_wholes = question.kind is Kind.DATE or question.whole
    if counts_wholes:
        width = max(1.0, width)
    start = low // width * width
    found: dict[int, int] = defaultdict(int)
    for number, count in counts.items():
        found[int((number - start) // width)] += count
    return [
        Bar(
            str(index),
            _range_in_words(question, start + index * width, width, counts_wholes),
            found.get(index, 0),
            found.get(index, 0) / base * 100,
        )
        for index in range(max(found) + 1)
    ]


def _range_in_words(question: Question, start: float, width: float, counts_wholes: bool) -> str:
    first = _words(question, start)
    if not counts_wholes:
        return f"{first} – <{_words(question, start + width)}"
    last = _words(question, start + width - 1)
    return first if first == last else f"{first} – {last}"


def _round_width(rough: float) -> float:
    power = 1.0
    while power * 10 <= rough:
        power *= 10
    while power > rough:
        power /= 10
    return next(step * power for step in (1, 2, 5, 10) if step * power >= rough)


def _words(question: Question, number: float) -> str:
    return date.fromordinal(round(number)).isoformat() if question.kind is Kind.DATE else f"{number:.10g}"
