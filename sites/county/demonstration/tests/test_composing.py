"""What is published, over all offices and columns."""

import datetime
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from sites.county.demonstration.compose import compose_items
from sites.county.demonstration.items import Figure, Files, Grid, Item, Listing, Paragraph, Remark
from sites.county.demonstration.offices import FOLDER, columns_with_items, offices
from sites.county.demonstration.pictures.motifs import MOTIFS
from sites.county.demonstration.village_table import read_villages

NOW = datetime.datetime(2026, 11, 22, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TWO_YEARS = datetime.timedelta(days=731)
VILLAGES = read_villages(FOLDER / "tables" / "villages.csv")
type Composed = dict[tuple[str, str], list[Item]]


@pytest.fixture(scope="module")
def composed() -> Composed:
    return {
        (office.slug, column.slug): compose_items(office, column.slug, VILLAGES, NOW)
        for office in offices().values()
        for column in columns_with_items(office.profile)
    }


def words(item: Item) -> Iterator[str]:
    yield from (item.title, item.summary)
    for part in item.parts:
        match part:
            case Listing(entries=entries):
                yield from entries
            case Grid(header=header, rows=rows):
                yield from header
                yield from (cell for row in rows for cell in row)
            case Figure(caption=caption):
                yield caption
            case Files(titles=titles):
                yield from titles
            case Remark(title=title, text=text):
                yield from (title, text)
            case _:
                yield part.text


def test_every_column_has_five_items_with_addresses_of_their_own(composed: Composed):
    short = {key: len(items) for key, items in composed.items() if len(items) < 5}
    twice = {key for key, items in composed.items() if len({item.slug for item in items}) < len(items)}

    assert short == {}
    assert twice == set()


def test_dates_lie_in_two_years_newest_first_never_in_the_future(composed: Composed):
    for key, items in composed.items():
        assert all(NOW - TWO_YEARS < item.published <= NOW for item in items), key
        assert all(newer.published >= older.published for newer, older in pairwise(items)), key


def test_every_office_published_in_the_last_week(composed: Composed):
    newest = {
        slug: max(items[0].published for (of, _), items in composed.items() if of == slug)
        for slug in offices()
    }

    assert {slug for slug, when in newest.items() if NOW - when > datetime.timedelta(days=7)} == set()


def test_no_slot_alternative_or_empty_text_is_left(composed: Composed):
    for key, items in composed.items():
        for item in items:
            assert item.parts, (key, item.title)
            for text in words(item):
                assert not set("{}[]｜") & set(text), (key, text)


def test_an_item_says_more_than_its_summary(composed: Composed):
    brief = [(key, item.title) for key, items in composed.items() for item in items if len(item.parts) < 2]

    assert brief == []


def test_titles_summaries_and_pictures_fit_the_page(composed: Composed):
    for key, items in composed.items():
        for item in items:
            assert len(item.title) <= 120, (key, item.title)
            assert len(item.summary) <= 300, (key, item.title)
            assert item.picture in MOTIFS, (key, item.picture)


def test_tables_are_rectangular(composed: Composed):
    grids = [
        part for items in composed.values() for item in items for part in item.parts if isinstance(part, Grid)
    ]

    assert len(grids) > 150
    assert all(len(row) == len(grid.header) for grid in grids for row in grid.rows)


def test_a_build_is_reproducible(composed: Composed):
    office = offices()["shiti"]

    assert compose_items(office, "news", VILLAGES, NOW) == composed["shiti", "news"]


def test_a_reader_does_not_meet_the_same_paragraph_everywhere(composed: Composed):
    paragraphs = Counter(
        part.text
        for items in composed.values()
        for item in items
        for part in item.parts
        if isinstance(part, Paragraph) and len(part.text) > 30
    )

    assert max(paragraphs.values()) <= 12
    assert len(paragraphs) > 0.7 * sum(paragraphs.values())
