"""Results as the templates show them, for the office and for the public."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from plugins.surveys.form.definition import TEXTS, Kind, Question
from plugins.surveys.form.variables import counted_variables
from plugins.surveys.results.figures import Bar, Figures
from plugins.surveys.results.plots import BarPlot, draw_bars
from plugins.surveys.results.public import (
    PublicBar,
    public_distribution,
    public_questions,
    public_summary,
)

HELD_BACK = "–"


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One value of a variable as text."""

    label: str
    count: str
    share: str
    number: int | None = None
    percentage: float | None = None


@dataclass(frozen=True, slots=True)
class ShownPart:
    """The answers to one variable: a plot and the same figures as rows."""

    id: str
    title: str
    base: str
    rows: tuple[ShownRow, ...]
    plot: BarPlot
    note: str = ""


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """All that is shown of a question."""

    question: Question
    parts: tuple[ShownPart, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    words: tuple[tuple[str, int], ...] = ()
    texts: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())


def percent(share: float) -> str:
    """A percentage with one place."""
    return f"{share:.1f} %"


def _part(ident: str, title: str, base: str, bars: Iterable[Bar | PublicBar], note: str = "") -> ShownPart:
    rows, drawn = [], []
    for bar in bars:
        if bar.count is None or bar.share is None:
            rows.append(ShownRow(bar.label, HELD_BACK, HELD_BACK))
            drawn.append((bar.label, _("held back"), 0.0))
        else:
            rows.append(
                ShownRow(bar.label, str(bar.count), percent(bar.share), bar.count, round(bar.share, 1))
            )
            drawn.append((bar.label, f"{bar.count} · {percent(bar.share)}", bar.share))
    return ShownPart(ident, title, base, tuple(rows), draw_bars(drawn), note)


def base_in_words(count: int, *, several: bool, weighted: bool) -> str:
    """Of whom the percentages are."""
    words = _("Percentages of the %(count)d people who answered this.") % {"count": count}
    if several:
        words = _(
            "Percentages of the %(count)d people who answered this; several answers were possible, so they may "
            "sum to more than 100 %%."
        ) % {"count": count}
    if weighted:
        words = f"{words} " + _("The percentages are weighted; the counts are not.")
    return words


def office_results(figures: Figures) -> list[ShownQuestion]:
    """Everything, for the office."""
    return [_office_question(figures, question) for question in figures.form.questions()]


def _office_question(figures: Figures, question: Question) -> ShownQuestion:
    if question.kind in {Kind.NUMBER, Kind.DATE}:
        summary = figures.summary(question)
        facts = [
            (_("Mean"), summary.mean), (_("Median"), summary.middle),
            (_("Lowest"), summary.lowest), (_("Highest"), summary.highest),
        ]  # fmt: skip
        base = base_in_words(summary.base, several=False, weighted=False)
        parts = [_part(question.code, "", base, summary.groups)] if summary.base else []
        return ShownQuestion(question, tuple(parts), tuple(facts) if summary.base else ())
    parts = []
    for variable in counted_variables(question):
        found = figures.distribution(variable)
        base = base_in_words(found.base, several=variable.several, weighted=bool(figures.strata))
        title = variable.label if variable.label != question.text else ""
        parts.append(_part(variable.name, title, base, found.bars, _mean_in_words(question, found.mean)))
    return ShownQuestion(question, tuple(parts))


def _mean_in_words(question: Question, mean: float | None) -> str:
    if mean is None:
        return ""
    if question.kind is Kind.RANKING:
        return _("Mean place %(mean).2f; a lower place is better.") % {"mean": mean}
    return _("Mean %(mean).2f of %(steps)d.") % {"mean": mean, "steps": question.steps}


def public_results(figures: Figures, texts: dict[str, Sequence[str]]) -> list[ShownQuestion]:
    """What the office chose to show, small groups held back. `texts` are the approved ones by question."""
    k = figures.survey.smallest_group
    shown = []
    for question in public_questions(figures):
        if question.kind in TEXTS:
            approved = texts.get(question.code, ())
            shown.append(ShownQuestion(question, texts=tuple(approved)))
        elif question.kind in {Kind.NUMBER, Kind.DATE}:
            shown.append(_public_summary(figures, question, k))
        else:
            shown.append(_public_question(figures, question, k))
    return shown


def _few() -> str:
    return _("Too few people answered this to show figures.")


def held_back_in_words(k: int) -> str:
    """Why a figure is missing."""
    return _("A dash: held back, so that groups of fewer than %(k)d people can't be found out.") % {"k": k}


def _public_summary(figures: Figures, question: Question, k: int) -> ShownQuestion:
    summary = public_summary(figures.summary(question), k)
    if summary.base is None:
        return ShownQuestion(question, notes=(_few(),))
    base = base_in_words(summary.base, several=False, weighted=False)
    facts = ((_("Mean"), summary.mean), (_("Median"), summary.middle))
    notes = (held_back_in_words(k),) if summary.held_back else ()
    return ShownQuestion(question, (_part(question.code, "", base, summary.groups),), facts, notes=notes)


def _public_question(figures: Figures, question: Question, k: int) -> ShownQuestion:
    parts, held = [], False
    for variable in counted_variables(question):
        found = public_distribution(figures.distribution(variable), k)
        title = variable.label if variable.label != question.text else ""
        if found.base is None:
            parts.append(_part(variable.name, title, _few(), ()))
            continue
        held = held or found.held_back
        base = base_in_words(found.base, several=variable.several, weighted=bool(figures.strata))
        parts.append(_part(variable.name, title, base, found.bars, _mean_in_words(question, found.mean)))
    return ShownQuestion(question, tuple(parts), notes=(held_back_in_words(k),) if held else ())
