"""What an article shows beside its text: files, neighbours, related articles."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat

from core.tenancy.current import subsite_of
from core.tenancy.table import PATH_STEP, SubsiteEntry

from .items import ArticleRow, article_rows, list_items
from .models import ArticlePage
from .querysets import articles_below

RELATED = 5
SILENT_CORRECTION = timedelta(minutes=10)
"""A page saved again this shortly after its publication does not show a date of change."""


def article_context(request: HttpRequest, page: ArticlePage, context: Mapping[str, Any]) -> dict[str, Any]:
    """The article's own context: three queries beside those of its pictures."""
    subsite = subsite_of(request)
    if subsite is None:
        return {}
    addresses = context["addresses"]
    column = page.path[:-PATH_STEP]
    neighbours = _neighbours(page, column, subsite)
    older = [row for row in neighbours if _order(row) < _order(page)]
    newer = [row for row in neighbours if _order(row) > _order(page)]
    related = sorted(older, key=_order, reverse=True)[1 : RELATED + 1]
    return {
        "published_at": page.first_published_at,
        "updated_at": _shown_change(page),
        "attachments": _attachments(page),
        "previous": _link(max(older, key=_order, default=None), addresses),
        "next": _link(min(newer, key=_order, default=None), addresses),
        "related": list_items(related, addresses),
    }


def _order(page: ArticlePage | ArticleRow) -> tuple[datetime | None, int]:
    return page.first_published_at, page.pk


def _neighbours(page: ArticlePage, column: str, subsite: SubsiteEntry) -> list[ArticleRow]:
    """The next newer article of the column and the ones before this one: two short index walks, one query."""
    if page.first_published_at is None:
        return []
    others = articles_below(column, reader=subsite)
    published = page.first_published_at
    same = Q(first_published_at=published)
    newer = others.filter(Q(first_published_at__gt=published) | same & Q(pk__gt=page.pk))
    older = others.filter(Q(first_published_at__lt=published) | same & Q(pk__lt=page.pk))
    next_one = newer.order_by("first_published_at", "pk")[:1]
    return [*article_rows(next_one), *article_rows(older[: RELATED + 1])]


def _shown_change(page: ArticlePage) -> datetime | None:
    first, last = page.first_published_at, page.last_published_at
    return last if first and last and last - first > SILENT_CORRECTION else None


def _attachments(page: ArticlePage) -> list[dict[str, Any]]:
    return [
        {
            "title": row.title or row.document.title,
            "url": row.document.url,
            "size_label": filesizeformat(row.document.get_file_size() or 0),
            "extension": row.document.file_extension,
        }
        for row in page.attachments.select_related("document")
    ]


def _link(page: ArticleRow | None, addresses: Any) -> dict[str, str] | None:
    return {"title": page.title, "url": addresses.of(page)} if page is not None else None
