"""What plugins add to the results: rows of theirs that are no pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest

from core.pages.querysets import is_readable
from core.plugin_api.contributions import Hit, Owned, SearchSource
from core.plugin_api.manifest import Text
from core.plugin_host.collecting import attempt
from core.plugin_host.gate import is_open
from core.plugin_host.registry import contributions_at
from core.tenancy.holding import held_table
from core.tenancy.table import SubsiteEntry

from .excerpts import Excerpt, excerpt, marked
from .tokens import Clause

MOST = 5
"""Hits of one source in a list of results."""


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A hit as the list shows it."""

    hit: Hit
    title_marked: Excerpt
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class FoundRows:
    """What one source found."""

    label: Text
    rows: Sequence[FoundRow]


def rows_found(
    query: str, clauses: list[Clause], *, request: HttpRequest, subsite: SubsiteEntry, everywhere: bool
) -> list[FoundRows]:
    """The hits of all sources for a visitor of this subsite, on it alone or everywhere; empty ones left out."""
    entries = held_table().all if everywhere else (subsite,)
    readable = [entry for entry in entries if is_readable(entry.root_path, subsite)]
    found = []
    sources = cast("tuple[Owned[SearchSource], ...]", contributions_at(SearchSource.point))
    for owned in sources:
        opened = [entry for entry in readable if is_open(owned.owner, entry)]
        hits = _hits(owned, query, opened, request) if query and opened else ()
        if hits:
            rows = [FoundRow(hit, marked(hit.title, clauses), excerpt(hit.text, clauses)) for hit in hits]
            found.append(FoundRows(owned.contribution.label, rows))
    return found


def _hits(
    owned: Owned[SearchSource],
    query: str,
    entries: list[SubsiteEntry],
    request: HttpRequest,
) -> Sequence[Hit]:
    answers = attempt(owned, lambda source: list(source.find(query, entries, request, MOST))[:MOST])
    return answers[0].value if answers else ()
