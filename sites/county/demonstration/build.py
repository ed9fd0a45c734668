"""Builds the whole demonstration: offices, articles, pictures, translations, homes, surveys, interviews, accounts."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from core.access.actors import SYSTEM
from core.audit.services import record
from core.design.pictures import PICTURE_SIZES
from core.media.models import Picture
from core.pages.models import ColumnPage, OfficesPage
from core.provisioning.services import build_county
from core.review.origin import importing
from core.search.services import rebuild_index, suspend_indexing
from core.tenancy.models import Subsite
from core.tenancy.table import touch_revision
from sites.county.demonstration.accounts import password, write_accounts
from sites.county.demonstration.bulk_pages import index_references
from sites.county.demonstration.english import EnglishSide
from sites.county.demonstration.homes import furnish_home
from sites.county.demonstration.interviews import publish_interviews
from sites.county.demonstration.lookups import publish_lookups
from sites.county.demonstration.media import Media
from sites.county.demonstration.offices import FOLDER, columns_with_items, offices
from sites.county.demonstration.publishing import Publisher
from sites.county.demonstration.query_pages import publish_query_pages
from sites.county.demonstration.reviewing import set_chains
from sites.county.demonstration.sources import feed_from_folder
from sites.county.demonstration.surveys import LIVELIHOOD, TOWNSHIP, TRAVEL, publish_sample
from sites.county.demonstration.village_table import read_villages

type Tell = Callable[[str, int, int], None]
LANGUAGE = "zh-hans"


class NotADemonstrationError(Exception):
    """The settings don't allow demonstration data: ``DEMONSTRATION`` is off."""


@dataclass
class Built:
    """What a build made, and how long each part took in seconds."""

    counts: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    accounts: list[dict[str, str]] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether anything was made."""
        return any(self.counts.values())

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Measure a part."""
        started = time.monotonic()
        yield
        self.seconds[name] = time.monotonic() - started


def build_demonstration(*, var: Path, tell: Tell) -> Built:
    """Make what is missing of the demonstration; a second run makes nothing.

    ``tell(part, done, total)`` is called on the way. Raises NotADemonstrationError, and what ``build_county``
    raises when the folder's files have faults.
    """
    if not settings.DEMONSTRATION:
        raise NotADemonstrationError
    built = Built()
    with built.part("offices"):
        county = build_county(
            folder=FOLDER,
            by=SYSTEM,
            passwords=password,
            progress=lambda done, total, _step: tell("offices", done, total),
        )
        built.counts["offices"] = len([step for step in county.plan.steps if county.plan.writes])
    with (
        transaction.atomic(),
        importing("demonstration"),
        suspend_indexing(),
        disable_reference_index_auto_update(),
    ):
        _fill(built, tell)
    if built.changed:
        with built.part("search index"):
            tell("search index", 0, 1)
            rebuild_index()
            tell("search index", 1, 1)
    with built.part("accounts"):
        built.accounts = write_accounts(var)
    return built


def _fill(built: Built, tell: Tell) -> None:
    subsites = {
        row.organisation.slug: row
        for row in Subsite.objects.select_related("organisation", "root_page", "collection")
    }
    portal = next(row for row in subsites.values() if row.organisation.kind == "county")
    with built.part("pictures"):
        media = Media(portal)
        _renditions(tell)
    with built.part("articles"):
        publisher = Publisher(media, read_villages(FOLDER / "tables" / "villages.csv"), timezone.localtime())
        built.counts["home pages"] = _publish_offices(subsites, publisher, tell)
        built.counts["articles"] = len(publisher.made)
    portal_pages = _columns(portal)
    with built.part("look-ups"):
        tell("look-ups", 0, 1)
        built.counts["look-ups"] = publish_lookups(portal, portal_pages["queries"])
        built.counts["look-ups"] += publish_query_pages(portal, portal_pages["queries"])
        built.counts["data sources"] = feed_from_folder(portal)
        tell("look-ups", 1, 1)
    with built.part("surveys"):
        tell("surveys", 0, 3)
        shiqiao = subsites["shiqiao"]
        built.counts["surveys"] = publish_sample(TRAVEL, portal, portal_pages["participation"])
        tell("surveys", 1, 3)
        built.counts["surveys"] += publish_sample(LIVELIHOOD, portal, portal_pages["participation"])
        tell("surveys", 2, 3)
        built.counts["surveys"] += publish_sample(TOWNSHIP, shiqiao, _columns(shiqiao)["participation"])
        tell("surveys", 3, 3)
    with built.part("interviews"):
        tell("interviews", 0, 1)
        built.counts["interviews"] = publish_interviews(
            portal, subsites, portal_pages["participation"], media.video("hall"), media.portrait
        )
        tell("interviews", 1, 1)
    with built.part("translations"):
        side = EnglishSide(portal.root_page.specific, portal_pages, media)
        side.build(offices()["county"].name_en)
        built.counts["translations"] = len(side.made)
        side.hand_over()
    with built.part("reference index"):
        index_references([*publisher.made, *side.made])
    built.counts["pictures and files"] = media.made
    built.counts["review chains"] = set_chains(subsites)
    if built.changed:
        touch_revision()
        record(action="demonstration.built", by=SYSTEM, subsite=portal, data=built.counts)


def _publish_offices(subsites: dict[str, Subsite], publisher: Publisher, tell: Tell) -> int:
    furnished = 0
    for number, (slug, office) in enumerate(offices().items(), start=1):
        subsite = subsites[slug]
        pages = _columns(subsite)
        for column in columns_with_items(office.profile):
            if column.slug in pages:
                publisher.publish_column(office, column, subsite, pages[column.slug])
        furnished += furnish_home(
            subsite.root_page.specific, office.profile, LANGUAGE, pages, publisher.media
        )
        tell("articles", number, len(offices()))
    return furnished


def _columns(subsite: Subsite) -> dict[str, Any]:
    """The subsite's columns by slug, its own only: the nearest ones below its home page."""
    below = Page.objects.descendant_of(subsite.root_page).filter(
        depth__lte=subsite.root_page.depth + 2, locale=subsite.root_page.locale
    )
    return {page.slug: page for page in below.type(ColumnPage, OfficesPage).order_by("-depth").specific()}


def _renditions(tell: Tell) -> None:
    """Cut the pictures to the sizes of the public pages now, so that no visitor waits for it."""
    pictures = list(Picture.objects.prefetch_related("renditions"))
    for number, picture in enumerate(pictures, start=1):
        there = {rendition.filter_spec for rendition in picture.renditions.all()}
        upright = picture.height > picture.width
        for name, spec in PICTURE_SIZES.items():
            if (name == "portrait") == upright and spec not in there:
                picture.get_rendition(spec)
        tell("pictures", number, len(pictures))
