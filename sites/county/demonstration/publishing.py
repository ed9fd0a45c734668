"""Makes the articles of the offices' columns that are not there yet."""

import datetime
import random
from collections.abc import Iterator, Sequence
from typing import Any

from core.pages.models import ArticleAttachment, ArticlePage, ColumnPage
from core.tenancy.models import Subsite
from sites.county.demonstration.bulk_pages import add_articles
from sites.county.demonstration.compose import compose_items
from sites.county.demonstration.items import Item
from sites.county.demonstration.media import ItemMedia, Media
from sites.county.demonstration.offices import Column, Office
from sites.county.demonstration.streams import article_stream, entries
from sites.county.demonstration.village_table import Village

#: Kinds of columns whose articles open with a picture; a notice or a decree has none.
_ILLUSTRATED = frozenset({"news", "profile"})
_GALLERIES = {"scenery": ("mist", "lake", "terraces"), "villages": ("village", "orchard", "road")}


class Publisher:
    """Publishes an office's columns; holds the new articles for the indexes."""

    def __init__(self, media: Media, villages: Sequence[Village], now: datetime.datetime) -> None:
        self.media = media
        self.villages = villages
        self.now = now
        self.made: list[ArticlePage] = []

    def publish_column(self, office: Office, column: Column, subsite: Subsite, page: ColumnPage) -> int:
        """Make the column's articles that are missing; what is there stays as it is. Returns their number."""
        there = set(page.get_children().values_list("slug", flat=True))
        missing = [
            item
            for item in compose_items(office, column.slug, self.villages, self.now)
            if item.slug not in there
        ]
        missing.reverse()
        articles = [self.article(office, column, subsite, item) for item in missing]
        add_articles(page, articles)
        rows = list(self._attachments(subsite, missing, articles))
        ArticleAttachment.objects.bulk_create(rows)
        for article in articles:
            # Known without asking the database, which indexing would do for each article.
            article.attachments = [row for row in rows if row.article is article]  # type: ignore[misc]
            article.wagtail_admin_comments = []
        self.made += articles
        return len(articles)

    def article(self, office: Office, column: Column, subsite: Subsite, item: Item) -> ArticlePage:
        """An item as an article that has no place yet; what documents its text shows are made."""
        key = f"{office.code}/{column.slug}/{item.slug}"
        draw = random.Random(key)  # noqa: S311 - which picture, not a secret
        lead = (
            self.media.picture(item.picture, draw) if column.kind in _ILLUSTRATED and not item.video else None
        )
        return ArticlePage(
            title=item.title,
            slug=item.slug,
            summary=item.summary[:300],
            source=item.source,
            author=item.author,
            keywords=",".join(item.keywords),
            lead_picture=lead,
            first_published_at=item.published,
            body=article_stream(
                item,
                list(self._extra(column, item, draw, key)),
                key=key,
                shown=ItemMedia(self.media, subsite, item),
            ),
        )

    def _extra(self, column: Column, item: Item, draw: random.Random, key: str) -> Iterator[tuple[str, Any]]:
        if item.video and (file := self.media.video(item.picture)):
            poster = self.media.picture(item.picture, draw)
            yield (
                "video",
                {
                    "file": file.pk,
                    "poster": poster.pk if poster else None,
                    "title": item.video,
                    "transcript": item.summary,
                },
            )
        if column.slug in _GALLERIES and draw.random() < 0.4:
            pictures = self.media.gallery(_GALLERIES[column.slug])
            values = [
                {"image": picture.pk, "alternative": picture.description, "caption": picture.title[:-3]}
                for picture in pictures
            ]
            yield "gallery", {"pictures": entries(values, key=f"{key}/gallery")}

    def _attachments(
        self, subsite: Subsite, items: Sequence[Item], articles: Sequence[ArticlePage]
    ) -> Iterator[ArticleAttachment]:
        for item, article in zip(items, articles, strict=True):
            if document := self.media.attachment(subsite, item):
                yield ArticleAttachment(article=article, document=document, sort_order=0)
