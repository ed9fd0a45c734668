"""RSS and Atom of a column."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed

from core.tenancy.current import subsite_of

from .addresses import addresses_of
from .columns import column_items
from .models import ColumnPage

FEED_ITEMS = 30


class ColumnFeed(Feed):
    """The newest items of a column, each under its canonical address."""

    feed_type: type[SyndicationFeed] = Rss201rev2Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> ColumnPage:
        self.addresses = addresses_of(request)
        self.subsite = subsite_of(request)
        column: ColumnPage = kwargs["column"]
        return column

    def title(self, column: ColumnPage) -> str:
        return f"{column.title} - {self.subsite.display_name if self.subsite else ''}"

    def link(self, column: ColumnPage) -> str:
        return self.addresses.canonical(column)

    def feed_url(self, column: ColumnPage) -> str:
        return self.link(column) + ("atom.xml" if self.feed_type is Atom1Feed else "rss.xml")

    def description(self, column: ColumnPage) -> str:
        return column.introduction or column.title

    subtitle = description

    def items(self, column: ColumnPage) -> Any:
        return column_items(column, self.subsite)[:FEED_ITEMS] if self.subsite else []

    def item_title(self, item: Any) -> str:
        return str(item.title)

    def item_description(self, item: Any) -> str:
        return str(item.search_description or item.title)

    def item_link(self, item: Any) -> str:
        return self.addresses.canonical(item)

    def item_pubdate(self, item: Any) -> datetime | None:
        return item.first_published_at

    def item_updateddate(self, item: Any) -> datetime | None:
        return item.last_published_at


class AtomColumnFeed(ColumnFeed):
    """The same as Atom."""

    feed_type = Atom1Feed


def serve_feed(request: HttpRequest, *, column: ColumnPage, kind: str) -> HttpResponse:
    """The feed of a column; `kind` is "rss" or "atom"."""
    feed = AtomColumnFeed() if kind == "atom" else ColumnFeed()
    response: HttpResponse = feed(request, column=column)
    return response
