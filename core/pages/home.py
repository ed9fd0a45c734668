"""What a home page shows: top stories, columns, and on the portal the newest from all offices."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber, Substr
from django.http import HttpRequest

from core.navigation.tree import MenuItem
from core.tenancy.current import subsite_of
from core.tenancy.table import PATH_STEP, SubsiteEntry

from .items import ArticleRow, article_rows, list_items
from .models import HomePage
from .querysets import articles_below, articles_of_nested, with_pictures, without_nested

ITEMS_PER_COLUMN = 6
COLUMNS = 9
STORIES = 5
NEWEST = 12


def home_context(request: HttpRequest, page: HomePage, context: Mapping[str, Any]) -> dict[str, Any]:
    """The home page's own context: at most five queries, whatever the number of columns and offices."""
    subsite = subsite_of(request)
    if subsite is None:
        return {}
    addresses = context["addresses"]
    own = without_nested(articles_below(page.path, reader=subsite), [page.path])
    stories = list(with_pictures(own.filter(lead_picture__isnull=False)).defer("body")[:STORIES])
    found = {
        "highlights": list_items(stories, addresses),
        "column_sections": _column_sections(page, subsite, context["navigation"], addresses, own),
        "newest": [],
        "offices_url": "",
    }
    if subsite.kind == "county":
        newest = articles_of_nested(page.path, reader=subsite)
        found["newest"] = list_items(article_rows(newest[:NEWEST]), addresses)
    return found


def _column_sections(
    page: HomePage, subsite: SubsiteEntry, menu: list[MenuItem], addresses: Any, own: Any
) -> list[dict[str, Any]]:
    """The newest items of each column in the menu, in one query: numbered within their column by date."""
    length = len(page.path) + PATH_STEP
    numbered = (
        own.order_by()
        .annotate(column_path=Substr("path", 1, length))
        .annotate(
            place=Window(
                RowNumber(),
                partition_by=[F("column_path")],
                order_by=[F("first_published_at").desc(), F("pk").desc()],
            )
        )
        .filter(Q(place__lte=ITEMS_PER_COLUMN))
    )
    rows: dict[str, list[ArticleRow]] = {}
    for row in article_rows(numbered.order_by("place")):
        rows.setdefault(row.path[:length], []).append(row)
    sections: list[dict[str, Any]] = []
    for path, articles in rows.items():
        # The column's address is the first step below the home page on the way to any of its articles.
        column_url_path = page.url_path + articles[0].url_path[len(page.url_path) :].split("/", 1)[0] + "/"
        url = addresses.at(path, column_url_path)
        item = next((entry for entry in menu if entry.url == url), None)
        if item is not None:
            sections.append(
                {"column": {"title": item.title, "url": item.url}, "items": list_items(articles, addresses)}
            )
    order = {item.url: number for number, item in enumerate(menu)}
    sections.sort(key=lambda section: order[section["column"]["url"]])
    return sections[:COLUMNS]
