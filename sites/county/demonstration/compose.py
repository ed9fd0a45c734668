"""All items of an office's column: written by hand where there is a file, else composed from phrases."""

import datetime
import random
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sites.county.demonstration.department_phrases import department_sources
from sites.county.demonstration.items import Item
from sites.county.demonstration.offices import FOLDER, Office
from sites.county.demonstration.slugs import numbered
from sites.county.demonstration.texts import Draft, item_from, read_draft, read_drafts
from sites.county.demonstration.township_phrases import township_sources
from sites.county.demonstration.village_table import Village

TEXTS = FOLDER / "texts"
_SOURCES = {"county": "政府办公室", "intranet": "政务内网"}


def compose_items(
    organisation: Office, column: str, villages: Sequence[Village], now: datetime.datetime
) -> list[Item]:
    """The items of one column, newest first; the same for the same office, column and ``now``.

    ``now`` needs a time zone. Dates lie in the 24 months before it. Raises KeyError for a phrase with an
    unknown slot and ValueError for a text that can't be read.
    """
    draw = random.Random(f"{organisation.code}/{column}")  # noqa: S311 - texts, not secrets
    taken: set[str] = set()
    items = []
    source = _SOURCES.get(organisation.slug, organisation.name)
    for draft in _drafts(organisation, column, villages, draw):
        item = item_from(
            draft,
            source=source,
            author=f"{source}信息员",
            now=now,
            draw=draw,
            seed=zlib.crc32(organisation.code.encode()),
        )
        items.append(replace(item, slug=numbered(item.slug, taken)))
    return sorted(items, key=lambda item: item.published, reverse=True)


def has_texts_by_hand(organisation: Office) -> bool:
    """Whether the office's texts are written by hand."""
    return _folder(organisation).is_dir()


def _drafts(office: Office, column: str, villages: Sequence[Village], draw: random.Random) -> list[Draft]:
    if has_texts_by_hand(office):
        path = _folder(office) / f"{column}.md"
        return read_drafts(path) if path.exists() else []
    if office.kind == "township":
        own = [village for village in villages if village.township_code == office.code]
        return [read_draft(source) for source in township_sources(office, column, own, draw)]
    return [read_draft(source) for source in department_sources(office, column, draw)]


def _folder(office: Office) -> Path:
    return TEXTS / office.slug
