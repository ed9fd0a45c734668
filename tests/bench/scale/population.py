"""Fills a county with pages: the offices from `build_county`, the articles in bulk, with their history."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import batched
from pathlib import Path

from wagtail.models import Page, PageLogEntry

from core.access.actors import SYSTEM
from core.accounts.models import User
from core.pages.models import ArticlePage, ColumnPage
from core.provisioning.services import build_county
from core.search.services import rebuild_index
from core.tenancy.table import SubsiteEntry, subsite_table
from sites.county.demonstration.bulk_pages import add_articles
from tests.bench.counties import write

from .sizes import Size

BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
BATCH = 1_000
LOCKED_EVERY = 500
"""One article in so many is locked by somebody, so that the report of locked pages has rows."""
WORDS = ("春耕", "防汛", "医保", "公路", "学校", "河长", "就业", "供水", "林业", "集市")


def offices() -> list[SubsiteEntry]:
    """The offices besides the portal, in the order of their code."""
    return sorted(
        (entry for entry in subsite_table().all if entry.kind == "township"), key=lambda entry: entry.code
    )


def columns_of(entry: SubsiteEntry) -> list[ColumnPage]:
    """An office's columns, in the order of the tree."""
    return list(ColumnPage.objects.filter(path__startswith=entry.root_path).order_by("path"))


def articles(column: ColumnPage, number: int, author: User) -> Iterator[ArticlePage]:
    """`number` published articles for a column, an hour apart."""
    for place in range(number):
        word = WORDS[place % len(WORDS)]
        article = ArticlePage(
            title=f"{word}工作第{place}期（{column.pk}）",
            slug=f"article{place}",
            summary=f"{word}工作的进展与安排。",
            first_published_at=BEGAN + timedelta(hours=place),
            owner=author,
        )
        if place % LOCKED_EVERY == 1:
            article.locked, article.locked_by, article.locked_at = True, author, BEGAN
        yield article


def shares(total: int, columns: int) -> Iterator[int]:
    """How many articles each column gets so that all are given out."""
    share, rest = divmod(total, columns)
    for place in range(columns):
        yield share + (place < rest)


def write_history(pages: Iterable[Page], author: User) -> None:
    """The line that Wagtail's log has of each publication."""
    for group in batched(pages, BATCH):
        PageLogEntry.objects.bulk_create(
            PageLogEntry(
                page=page,
                content_type_id=page.content_type_id,
                label=page.title,
                action="wagtail.publish",
                user=author,
                timestamp=page.first_published_at or BEGAN,
                content_changed=True,
            )
            for page in group
        )


def populate(folder: Path, size: Size, author: User) -> None:
    """Build the county and its pages; the long column is the first office's first."""
    write(folder, subsites=size.offices + 1)
    build_county(folder=folder, by=SYSTEM)
    columns = [column for entry in offices() for column in columns_of(entry)]
    long_column, others = columns[0], columns[1:]
    rest = size.pages - Page.objects.count() - size.column_items
    wanted = [(long_column, size.column_items), *zip(others, shares(rest, len(others)), strict=True)]
    for column, number in wanted:
        for group in batched(articles(column, number, author), BATCH):
            add_articles(column, list(group))
            column.refresh_from_db()
    write_history(Page.objects.filter(depth__gt=1).order_by("path").iterator(BATCH), author)
    rebuild_index()
    return long_column
