"""What more subsites cost: building one, and serving among 1 and among 180."""

import tempfile
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from django.core.management import call_command
from django.db import connection, connections
from wagtail.models import Page

from core.access.actors import SYSTEM
from core.pages.models import ArticlePage, ColumnPage
from core.provisioning.services import build_county
from core.tenancy.table import subsite_table

from .counties import write
from .pages import MOST_QUERIES, portal
from .registry import Figure, measurement
from .requests import address, cpu, get, queries

SUBSITES = 180
ARTICLES = 20
FLAT = 1.25
"""The most that the least CPU at 180 subsites may be of that at 1: room for noise, not for a second query."""

BUILDS = 3


def empty_database(folder: Path) -> None:
    """Go over to a database of our own with nothing but the migrations."""
    connections.close_all()
    connection.settings_dict["NAME"] = folder / "growing.sqlite3"
    call_command("migrate", verbosity=0, interactive=False)


def grow(folder: Path, subsites: int) -> float:
    """Build the county up to so many subsites; returns the seconds it took."""
    write(folder, subsites=subsites)
    began = time.perf_counter()
    build_county(folder=folder, by=SYSTEM)
    return time.perf_counter() - began


def add_one(folder: Path, subsites: int) -> float:
    """The least of several builds, each of which adds one subsite to so many."""
    return min(grow(folder, subsites + number) for number in range(1, BUILDS + 1))


def publish(column: Page) -> Page:
    """Give a column articles; returns the first."""
    for number in range(ARTICLES):
        article = ArticlePage(title=f"第{number}篇", slug=f"article{number}")
        article.first_published_at = datetime(2026, 1, 1 + number, tzinfo=UTC)
        column.add_child(instance=article)
        article.save_revision().publish()
    return article


def costs(pages: dict[str, Page]) -> dict[str, tuple[float, float]]:
    """Queries and least CPU (ms) of each page."""
    found = {}
    for name, page in pages.items():
        url = address(page)
        get(url)
        found[name] = (float(queries(url)), cpu(url).least)
    return found


@measurement
def growing_a_county() -> Iterable[Figure]:
    """From 1 subsite to 180."""
    with tempfile.TemporaryDirectory(prefix="countywide-bench-") as temporary:
        folder = Path(temporary)
        empty_database(folder)
        grow(folder, 1)
        home = portal()
        column = ColumnPage.objects.descendant_of(home).live().order_by("path").first()
        assert column is not None
        pages = {"home": home, "column": column.specific, "article": publish(column.specific)}
        few = costs(pages)
        yield Figure("building a subsite of 20 columns (least of 3)", add_one(folder, 1), "s", 1)
        grow(folder, SUBSITES)
        assert len(subsite_table().all) == SUBSITES
        many = costs(pages)
        for name in pages:
            yield Figure(f"queries: {name} among 1 subsite", few[name][0], "queries", MOST_QUERIES)
            yield Figure(f"queries: {name} among {SUBSITES} subsites", many[name][0], "queries", MOST_QUERIES)
            yield Figure(f"CPU (least): {name} among 1 subsite", few[name][1], "ms")
            yield Figure(
                f"CPU (least): {name} among {SUBSITES} subsites", many[name][1], "ms", few[name][1] * FLAT
            )
        yield Figure(f"building one more after {SUBSITES} (least of 3)", add_one(folder, SUBSITES), "s", 1)
