"""What the public sees of the figures: chosen questions, small groups held back."""

from collections.abc import Iterator
from dataclasses import dataclass

from plugins.surveys.form.definition import NEVER_PUBLIC, TEXTS, Kind, Question
from plugins.surveys.form.variables import Counted
from plugins.surveys.results.figures import Bar, Distribution, Figures, Summary
from plugins.surveys.results.suppression import suppress_list, suppress_overlapping


@dataclass(frozen=True, slots=True)
class PublicBar:
    """A bar as the public sees it; one that is held back has neither count nor share."""

    value: str
    label: str
    count: int | None
    share: float | None

    @property
    def held_back(self) -> bool:
        """Whether the count is too small to be shown, or would give away another that is."""
        return self.count is None


@dataclass(frozen=True, slots=True)
class PublicDistribution:
    """A distribution as the public sees it; without bars when too few answered."""

    variable: Counted
    base: int | None
    bars: tuple[PublicBar, ...]
    mean: float | None

    @property
    def held_back(self) -> bool:
        """Whether any of it is."""
        return self.base is None or any(bar.held_back for bar in self.bars)


def public_questions(figures: Figures) -> Iterator[Question]:
    """The questions that the office chose to show."""
    for question in figures.form.questions():
        if question.in_results and question.kind not in NEVER_PUBLIC:
            yield question


def public_distribution(distribution: Distribution, k: int) -> PublicDistribution:
    """A distribution with small groups held back."""
    variable = distribution.variable
    if distribution.base < k:
        return PublicDistribution(variable, None, (), None)
    counts = [bar.count for bar in distribution.bars]
    hidden = (
        suppress_overlapping(counts, distribution.base, k)
        if variable.several or variable.question.kind is Kind.AGREEMENT
        else suppress_list(counts, k)
    )
    bars = tuple(_bar(bar, held) for bar, held in zip(distribution.bars, hidden, strict=True))
    return PublicDistribution(variable, distribution.base, bars, None if any(hidden) else distribution.mean)


def _bar(bar: Bar, held: bool) -> PublicBar:
    return PublicBar(bar.value, bar.label, None if held else bar.count, None if held else bar.share)


@dataclass(frozen=True, slots=True)
class PublicSummary:
    """Numbers or dates as the public sees them: without the extremes, which are single people's answers."""

    question: Question
    base: int | None
    mean: str
    middle: str
    groups: tuple[PublicBar, ...]

    @property
    def held_back(self) -> bool:
        """Whether any of it is."""
        return self.base is None or any(bar.held_back for bar in self.groups)


def public_summary(summary: Summary, k: int) -> PublicSummary:
    """A summary with small groups held back."""
    if summary.base < k:
        return PublicSummary(summary.question, None, "", "", ())
    hidden = suppress_list([bar.count for bar in summary.groups], k)
    groups = tuple(_bar(bar, held) for bar, held in zip(summary.groups, hidden, strict=True))
    return PublicSummary(summary.question, summary.base, summary.mean, summary.middle, groups)


def is_text(question: Question) -> bool:
    """Whether a question's answers are free text."""
    return question.kind in TEXTS
