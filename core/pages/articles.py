"""What an article shows beside its text: files, neighbours, related articles."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat

from core.review.public import responsibility_of
from core.tenancy.current import subsite_of

from .items import ArticleRow, list_items
from .models import ArticlePage
from .newest import beside

RELATED = 5
SILENT_CORRECTION = timedelta(minutes=10)
"""A page saved again this shortly after its publication does not show a date of change."""


def article_context(request: HttpRequest, page: ArticlePage, context: Mapping[str, Any]) -> dict[str, Any]:
    """The article's own context: three queries beside those of its pictures."""
    subsite = subsite_of(request)
    if subsite is None:
        return {}
    addresses = context["addresses"]
    newer, older = beside(page, newer=1, older=RELATED + 1)
    return {
        "published_at": page.first_published_at,
        "updated_at": _shown_change(page),
        "attachments": _attachments(page),
        "responsibility": responsibility_of(page.pk),
        "previous": _link(next(iter(older), None), addresses),
        "next": _link(next(iter(newer), None), addresses),
        "related": list_items(older[1:], addresses),
    }


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
