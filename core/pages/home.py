"""What a home page shows: top stories, columns, and on the portal the newest from all offices."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from core.navigation.tree import MenuItem
from core.tenancy.current import subsite_of
from core.tenancy.table import PATH_STEP

from .items import ArticleRow, list_items
from .models import HomePage
from .newest import newest_of_columns, newest_of_offices, newest_with_picture, readable_columns
from .querysets import pictures_by_id

ITEMS_PER_COLUMN = 6
COLUMNS = 9
STORIES = 5
STORIES_AMONG = 20
"""How many of a column's newest articles may be a top story."""
NEWEST = 12


def home_context(request: HttpRequest, page: HomePage, context: Mapping[str, Any]) -> dict[str, Any]:
    """The home page's own context: at most five queries, whatever the number of columns, articles and offices."""
    subsite = subsite_of(request)
    if subsite is None:
        return {}
    addresses = context["addresses"]
    columns = readable_columns(page.path, subsite)
    stories = newest_with_picture(columns, among=STORIES_AMONG, limit=STORIES)
    pictures = pictures_by_id(row.lead_picture_id for row in stories)
    found = {
        "highlights": list_items(stories, addresses, pictures),
        "column_sections": _column_sections(page, columns, context["navigation"], addresses),
        "newest": [],
        "offices_url": "",
    }
    if subsite.kind == "county":
        newest = newest_of_offices(page.path, reader=subsite, limit=NEWEST)
        found["newest"] = list_items(newest, addresses)
    return found


def _column_sections(
    page: HomePage, columns: list[str], menu: list[MenuItem], addresses: Any
) -> list[dict[str, Any]]:
    """The newest items of each column in the menu and of what lies below it, in one query."""
    length = len(page.path) + PATH_STEP
    rows: dict[str, list[ArticleRow]] = {}
    for row in newest_of_columns(columns, each=ITEMS_PER_COLUMN):
        rows.setdefault(row.path[:length], []).append(row)
    shown = [(item, rows[item.path][:ITEMS_PER_COLUMN]) for item in menu if item.path in rows]
    return [
        {"column": {"title": item.title, "url": item.url}, "items": list_items(articles, addresses)}
        for item, articles in shown[:COLUMNS]
    ]
