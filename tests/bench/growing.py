"""What more subsites cost: building one, and serving among 1 and among 180."""

import tempfile
import time
from collections.abc import Iterable
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

OFFICES = 180
ARTICLES = 20
FLAT = 1.25
"""The most that the least CPU at 180 offices may be of that at 1: room for noise, not for a second query."""

ROUNDS = 400
"""Requests per page: the least of so many is what the machine can do, though others use it for seconds at a time."""

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


def first_column(home: Page) -> Page:
    """The first column of a subsite."""
    column = ColumnPage.objects.descendant_of(home).live().order_by("path").first()
    assert column is not None
    return column.specific


def publish(column: Page, articles: int) -> Page:
    """Give a column articles; returns the last."""
    for number in range(articles):
        article = ArticlePage(title=f"第{number}篇", slug=f"article{number}")
        column.add_child(instance=article)
        article.save_revision().publish()
    return article


def publish_everywhere() -> None:
    """An article at every office that has none."""
    for entry in subsite_table().all:
        home = Page.objects.get(path=entry.root_path)
        if not ArticlePage.objects.descendant_of(home).exists():
            publish(first_column(home), 1)


def costs(pages: dict[str, Page]) -> dict[str, tuple[float, float]]:
    """Queries and least CPU (ms) of each page."""
    found = {}
    for name, page in pages.items():
        url = address(page)
        get(url)
        found[name] = (float(queries(url)), cpu(url, ROUNDS).least)
    return found


@measurement
def growing_a_county() -> Iterable[Figure]:
    """From one office beside the portal to 180. A portal alone has no newest of the offices: it is printed too."""
    with tempfile.TemporaryDirectory(prefix="countywide-bench-") as temporary:
        folder = Path(temporary)
        empty_database(folder)
        grow(folder, 1)
        home = portal()
        column = first_column(home)
        pages = {"home": home, "column": column, "article": publish(column, ARTICLES)}
        alone = costs({"home": home})["home"]
        yield Figure("queries: home of a portal alone", alone[0], "queries", MOST_QUERIES)
        yield Figure("CPU (least): home of a portal alone", alone[1], "ms")
        grow(folder, 2)
        office = next(entry for entry in subsite_table().all if entry != subsite_table().portal)
        publish(first_column(Page.objects.get(path=office.root_path)), ARTICLES)
        few = costs(pages)
        yield Figure("building a subsite of 20 columns (least of 3)", add_one(folder, 2), "s", 1)
        grow(folder, OFFICES + 1)
        assert len(subsite_table().all) == OFFICES + 1
        publish_everywhere()
        many = costs(pages)
        for name in pages:
            yield Figure(f"queries: {name} among 1 office", few[name][0], "queries", MOST_QUERIES)
            yield Figure(f"queries: {name} among {OFFICES} offices", many[name][0], "queries", MOST_QUERIES)
            yield Figure(f"CPU (least): {name} among 1 office", few[name][1], "ms")
            yield Figure(
                f"CPU (least): {name} among {OFFICES} offices", many[name][1], "ms", few[name][1] * FLAT
            )
        yield Figure(f"building one more after {OFFICES} (least of 3)", add_one(folder, OFFICES + 1), "s", 1)
