"""Reading what results need: the merged form, figures, texts."""

from collections import defaultdict
from collections.abc import Sequence

from plugins.surveys.form.definition import Form
from plugins.surveys.form.reading import read_form
from plugins.surveys.models import Survey, TextAnswer, TextState
from plugins.surveys.results.figures import Figures
from plugins.surveys.results.merging import merged_form
from plugins.surveys.results.words import MOST_TEXTS, word_list

TEXTS_SHOWN = 30
"""Texts of a question on the public page at most."""


def form_of_all_versions(survey: Survey) -> Form:
    """One form for all answers."""
    definitions = survey.versions.order_by("number").values_list("definition", flat=True)
    return merged_form(read_form(definition) for definition in definitions)


def figures_of(survey: Survey, variables: Sequence[str] | None = None) -> Figures:
    """The figures of a survey; with `variables`, of these alone."""
    return Figures(survey, form_of_all_versions(survey), variables)


def approved_texts(survey: Survey) -> dict[str, Sequence[str]]:
    """Texts that the office decided to show, of sheets that count, by question; in no order that means anything."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = TextAnswer.objects.filter(survey=survey, state=TextState.SHOWN, response__counted=True)
    for variable, text in rows.order_by("id").values_list("variable", "text")[:2000]:
        if len(found[variable]) < TEXTS_SHOWN:
            found[variable].append(text)
    return dict(found)


def words_of(survey: Survey, variable: str) -> list[tuple[str, int]]:
    """The words used most in the answers to a question; of at most `MOST_TEXTS` of them."""
    texts = TextAnswer.objects.filter(survey=survey, variable=variable, response__counted=True)
    return word_list(texts.order_by("id").values_list("text", flat=True)[:MOST_TEXTS])


def waiting_count(survey: Survey) -> int:
    """How many sheets wait to be taken in."""
    return survey.pending.count()


def response_count(survey: Survey) -> int:
    """How many sheets came in, waiting ones included."""
    return survey.position + waiting_count(survey)
