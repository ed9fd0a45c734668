"""The public search."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from core.pages.addresses import Addresses
from core.pages.below import Below
from core.pages.context import SEARCH_ADDRESS, page_context
from core.pages.items import list_items
from core.pages.models import HomePage
from core.tenancy.table import SubsiteEntry

from .excerpts import Excerpt, excerpt, marked
from .querysets import indexed_texts, search_pages, visitor_clauses
from .sources import rows_found
from .tokens import Clause

QUERY_LIMIT = 100
"""Characters of a question; the rest is cut off, and said so."""

RESULTS_PER_PAGE = 20
PAGES = 50
"""Pages of results that can be turned; beyond them better words are asked for."""


@dataclass(frozen=True, slots=True)
class Result:
    """A page that was found. `title_marked` and `excerpt` are segments of text with the hits told apart."""

    title: str
    title_marked: Excerpt
    url: str
    date: datetime | None
    office_name: str
    office_url: str
    excerpt: Excerpt


class ResultsPaginator(Paginator[Any]):
    """Pages over the first results only; `total` counts all."""

    @cached_property
    def total(self) -> int:
        return int(self.object_list.count())  # type: ignore[attr-defined]

    @cached_property
    def count(self) -> int:
        return min(self.total, RESULTS_PER_PAGE * PAGES)


@require_safe
def search_results(
    request: HttpRequest, *, home_page: HomePage, subsite: SubsiteEntry | None
) -> HttpResponse:
    """Answer `-/search/?q=…&scope=subsite|all&page=n` below a home page."""
    if subsite is None:
        raise Http404
    typed = request.GET.get("q", "").strip()
    query = typed[:QUERY_LIMIT].strip()
    scope = "all" if request.GET.get("scope") == "all" else "subsite"
    found = search_pages(
        query, subsite=subsite if scope == "subsite" else None, locale=home_page.locale, reader=subsite
    )
    paginator = ResultsPaginator(found, RESULTS_PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    below = Below(SEARCH_ADDRESS, _("Search"))
    context = {**page_context(request, home_page, below), "page": home_page}
    clauses = visitor_clauses(query)
    page.object_list = _results(list(page.object_list), clauses, context["addresses"])
    context |= {
        "query": query,
        "scope": scope,
        "results": page,
        "total": paginator.total,
        "notices": list(_notices(typed, paginator)),
        "sources": rows_found(query, clauses, request=request, subsite=subsite, everywhere=scope == "all")
        if page.number == 1
        else [],
    }
    return TemplateResponse(request, "core_search/results.html", context, headers={"X-Robots-Tag": "noindex"})


def _results(pages: list[Page], clauses: list[Clause], addresses: Addresses) -> list[Result]:
    texts = indexed_texts(pages)
    return [
        Result(
            title=item.title,
            title_marked=marked(item.title, clauses),
            url=item.url,
            date=item.date,
            office_name=item.office_name,
            office_url=item.office_url,
            excerpt=excerpt(texts.get(page.pk, "") or item.summary, clauses),
        )
        for page, item in zip(pages, list_items(pages, addresses), strict=True)
    ]


def _notices(typed: str, paginator: ResultsPaginator) -> Iterable[str]:
    if len(typed) > QUERY_LIMIT:
        yield _("Only the first %(limit)d characters of your words were searched for.") % {
            "limit": QUERY_LIMIT
        }
    if paginator.total > paginator.count:
        yield _("Only the first %(count)d results are shown. Add a word to find less.") % {
            "count": paginator.count
        }
