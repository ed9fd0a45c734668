"""Reads of the public search."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from modelsearch.query import And, Phrase, PlainText, SearchQuery
from wagtail.models import Locale, Page

from core.pages.querysets import public_pages, readable_pages, without_nested
from core.tenancy.table import SubsiteEntry

from .models import IndexedText
from .tokens import Clause, asked_clauses

QUOTATION = re.compile(r'["“”＂「]([^"“”＂「」]+)["“”＂」]')
"""Words that belong together, as people quote them in Chinese and in English."""


def search_pages(
    query: str, *, subsite: SubsiteEntry | None, locale: Locale, reader: SubsiteEntry | None = None
) -> Any:
    """The pages that answer a visitor's words, best first: modelsearch's results, to be sliced and counted.

    `subsite` narrows to that subsite's own pages, subsites inside it left out; None asks all. Found are live pages
    in the locale whose plugin is on, and that every visitor may read; with `reader`, those also that a visitor
    of that subsite may (inside the intranet, the intranet's). The visitor themself makes no difference.
    """
    pages = Page.objects.filter(locale=locale)
    if subsite is not None:
        root = subsite.roots.get(locale.language_code)
        if root is None:
            return Page.objects.none().search("")
        pages = pages.filter(path__below=root.path)
        pages = without_nested(pages, [root.path])
    allowed = readable_pages(reader, pages) if reader is not None else public_pages(pages)
    return allowed.search(visitor_query(query))


def visitor_query(text: str) -> SearchQuery:
    """What a visitor typed: every word has to be found, what stands in quotation marks as it is written."""
    phrases = QUOTATION.findall(text)
    return And([PlainText(QUOTATION.sub(" ", text)), *map(Phrase, phrases)])


def visitor_clauses(text: str) -> list[Clause]:
    """The same as clauses, to mark hits with."""
    phrases = QUOTATION.findall(text)
    quoted = [clause for phrase in phrases for clause in asked_clauses(phrase, phrase=True)]
    return [*asked_clauses(QUOTATION.sub(" ", text)), *quoted]


def indexed_texts(pages: Sequence[Page]) -> Mapping[int, str]:
    """The indexed plain texts of pages by page id, in one query."""
    rows = IndexedText.objects.filter(
        entry__content_type__in={page.content_type_id for page in pages},
        entry__object_id__in=[str(page.pk) for page in pages],
    )
    return {int(key): text for key, text in rows.values_list("entry__object_id", "text")}
