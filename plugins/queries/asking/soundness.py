"""Whether a page may ask its source in the way it wants to."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from plugins.queries.sources.calling import provider_of
from plugins.queries.sources.faults import SourceError
from plugins.queries.sources.registry import PROVIDERS

if TYPE_CHECKING:
    from plugins.queries.models import DataSource, SourcePage

LEAST_FACTS = 2
"""Of a personal look-up: one fact alone, such as an identity number, is known to others too."""


def faults_of(page: "SourcePage") -> Iterator[str]:
    """What stands against it."""
    definition = page.definition
    names = [fact.name for fact in definition.facts]
    if page.source is None:
        yield _("Choose a source.")
    elif not PROVIDERS[page.source.provider].asks:
        yield _("This source answers no questions; it only feeds a table.")
    if not definition.answers:
        yield _("Say what is answered.")
    if len(set(names)) < len(names):
        yield _("A field is asked for twice.")
    if not names:
        yield _("Say what is asked for.")
    elif page.is_personal and len(names) < LEAST_FACTS:
        yield _("A personal look-up asks for at least two facts, never for one.")
    if page.source is not None:
        yield from _faults_of_source(page.source, page.is_personal)


def _faults_of_source(source: "DataSource", is_personal: bool) -> Iterator[str]:
    try:
        provider = provider_of(source)
        if is_personal and not provider.keeps_questions_apart:
            yield _(
                "For a personal look-up the source must be asked with POST: addresses are written into logs."
            )
        if not is_personal and provider.is_known_personal:
            yield _("This source holds masked columns, so it can only be asked personally.")
    except SourceError:
        yield _("This source can not be asked at present. Try it under “Data sources”.")
