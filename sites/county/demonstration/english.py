"""The portal's English side: its home page, its main columns, a few articles; everything else falls back."""

import csv
import json
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page

from core.pages.models import ArticlePage, ColumnPage, HomePage, OfficesPage
from sites.county.demonstration.homes import furnish_home
from sites.county.demonstration.items import Item
from sites.county.demonstration.localize import aligned, hand_over
from sites.county.demonstration.media import Media
from sites.county.demonstration.offices import FOLDER, PROFILES
from sites.county.demonstration.streams import article_stream
from sites.county.demonstration.texts import parts_of, read_drafts

TEXTS = FOLDER / "texts" / "en"
LANGUAGE = "en"
AUTHOR = "Portal editors"
SOURCE = "County Government Office"


class EnglishSide:
    """Makes the English pages that are missing; holds them for the indexes."""

    def __init__(self, home: HomePage, columns: Mapping[str, Any], media: Media) -> None:
        self.media = media
        self.home = home
        self.columns = columns
        self.locale = Locale.objects.get_or_create(language_code=LANGUAGE)[0]
        self.made: list[Any] = []
        self.pairs: list[tuple[Any, Any]] = []
        keys = [home.translation_key, *(page.translation_key for page in columns.values())]
        self._there: dict[Any, Any] = {
            page.translation_key: page.specific
            for page in Page.objects.filter(locale=self.locale, translation_key__in=keys)
        }

    def build(self, title: str) -> None:
        """Make what is missing: home page, the columns that this side knows, articles."""
        root = self.home.get_parent()
        home = self._translated(self.home, root, HomePage(title=title, slug=f"{self.home.slug}-en"))
        pages = {}
        for row in _rows():
            if row["slug"] not in self.columns:
                continue
            source = self.columns[row["slug"]]
            parent = self._parent(source, home)
            pages[row["slug"]] = self._translated(source, parent, _column(source, row))
        for slug, page in pages.items():
            self._articles(slug, self.columns[slug], page)
        if furnish_home(home, "county", LANGUAGE, pages, self.media) and home not in self.made:
            self.made.append(home)

    def _parent(self, source: Any, home: HomePage) -> Any:
        above = source.get_parent()
        return home if above.pk == self.home.pk else self._there[above.translation_key]

    def _translated(self, source: Any, parent: Any, page: Any) -> Any:
        if source.translation_key not in self._there:
            self._there[source.translation_key] = self._add(source, parent, page)
        return self._there[source.translation_key]

    def _add(self, source: Any, parent: Any, page: Any) -> Any:
        now = timezone.now()
        page.locale, page.translation_key = self.locale, source.translation_key
        page.show_in_menus = source.show_in_menus
        page.first_published_at = source.first_published_at
        page.last_published_at = page.latest_revision_created_at = now
        parent.add_child(instance=page)
        self.made.append(page)
        self.pairs.append((source, page))
        return page

    def hand_over(self) -> int:
        """Give what was made to wagtail-localize; how many pages it took."""
        return hand_over(self.pairs, self.locale)

    def _articles(self, column: str, source: Any, page: Any) -> None:
        path = TEXTS / f"{column}.md"
        if not path.exists():
            return
        there = set(page.get_children().values_list("translation_key", flat=True))
        originals = {article.title: article for article in ArticlePage.objects.child_of(source)}
        for draft in read_drafts(path):
            original = originals.get(draft.values["of"])
            if original is None or original.translation_key in there:
                continue
            item = Item(
                original.slug,
                draft.title,
                draft.summary,
                SOURCE,
                AUTHOR,
                original.first_published_at,
                parts=tuple(parts_of(draft.text)),
            )
            self._add(original, page, _article(item, original))


def _column(source: Any, row: Mapping[str, str]) -> Any:
    if isinstance(source, OfficesPage):
        return OfficesPage(
            title=row["title_en"], slug=source.slug, lists=source.lists, introduction=row["description"]
        )
    return ColumnPage(
        title=row["title_en"],
        slug=source.slug,
        kind=source.kind,
        introduction=row["description"],
        keywords=row["keywords"],
    )


def _article(item: Item, original: ArticlePage) -> ArticlePage:
    body = article_stream(item, key=f"en/{item.slug}")
    return ArticlePage(
        title=item.title,
        slug=item.slug,
        summary=item.summary[:300],
        source=item.source,
        author=item.author,
        lead_picture_id=original.lead_picture_id,
        keywords=item.title[:200],
        body=json.dumps(aligned(json.loads(body), list(original.body.raw_data)), ensure_ascii=False),
    )


def _rows() -> list[dict[str, str]]:
    """The columns to translate with their titles, parents first."""
    with (PROFILES / "county" / "columns.csv").open(encoding="utf-8", newline="") as lines:
        titles = {row["slug"]: row["title_en"] for row in csv.DictReader(lines)}
    with (TEXTS / "columns.csv").open(encoding="utf-8", newline="") as lines:
        return [{**row, "title_en": titles[row["slug"]]} for row in csv.DictReader(lines)]
