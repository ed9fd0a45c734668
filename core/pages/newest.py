"""The newest articles: of columns, around one article, of all offices. Each is a short walk down an index.

Written in SQL that both databases understand, because every home page and every article asks: a page costs the
same whether its columns hold ten articles or a hundred thousand. The indexes are `core_pages_parent_date` (by the
path of the page above) and `core_pages_date`.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import batched
from typing import Any

from django.db import connection

from core.navigation.structure import enclosing_paths, structure
from core.tenancy.holding import held_table
from core.tenancy.table import PATH_STEP, SubsiteEntry

from .items import ArticleRow
from .restrictions import restricted_paths

WALKS = 100
"""Columns asked in one query; SQLite joins at most 500 selects."""

_FIELDS = (
    "page.id AS pk, page.title, page.path, page.url_path, page.first_published_at, article.summary,"
    " page.search_description, article.lead_picture_id"
)
_ARTICLES = (
    f"SELECT {_FIELDS} FROM wagtailcore_page page"  # noqa: S608 - constants only
    " JOIN core_pages_articlepage article ON article.page_ptr_id = page.id WHERE page.live"
)
_IN_COLUMN = f"substr(page.path, 1, length(page.path) - {PATH_STEP}) = %s"
_BELOW = "substr(page.path, 1, %s) = %s"
_DOWN = "ORDER BY page.first_published_at DESC, page.id DESC LIMIT %s"
_NEVER = datetime.min.replace(tzinfo=UTC)
_UP = "ORDER BY page.first_published_at, page.id LIMIT %s"


def newest_of_columns(columns: Iterable[str], *, each: int) -> list[ArticleRow]:
    """Of each column at these paths its newest articles, at most so many; newest first over all."""
    rows: list[ArticleRow] = []
    for some in batched(columns, WALKS):
        walks = [_walk(column, _DOWN, each) for column in some]
        rows += _read(" UNION ALL ".join(sql for sql, _ in walks), [v for _, values in walks for v in values])
    return sorted(rows, key=order, reverse=True)


def newest_with_picture(columns: Iterable[str], *, among: int, limit: int) -> list[ArticleRow]:
    """The newest articles with a lead picture; of each column only its `among` newest are looked at."""
    rows: list[ArticleRow] = []
    for some in batched(columns, WALKS):
        walks = [_walk(column, _DOWN, among) for column in some]
        pictured = " UNION ALL ".join(f"{sql} WHERE lead_picture_id IS NOT NULL" for sql, _ in walks)
        rows += _read(
            f"SELECT * FROM ({pictured}) AS stories ORDER BY first_published_at DESC, pk DESC LIMIT %s",  # noqa: S608 - constants only
            [*(v for _, values in walks for v in values), limit],
        )
    return sorted(rows, key=order, reverse=True)[:limit]


def newest_of_offices(root_path: str, *, reader: SubsiteEntry, limit: int) -> list[ArticleRow]:
    """The newest articles of the subsites inside a home page's branch that its visitors may see.

    A condition per index of offices, not per office: as short with 180 offices as with one.
    """
    offices = enclosing_paths(held_table(), root_path)
    if not offices:
        return []
    closed = [
        path
        for path in restricted_paths()
        if path.startswith(root_path) and not reader.root_path.startswith(path)
    ]
    inside = " OR ".join([f"({_BELOW} AND page.depth > %s)"] * len(offices))
    without = f" AND NOT {_BELOW}" * len(closed)
    values = [value for path in offices for value in (len(path), path, len(path) // PATH_STEP)]
    values += [value for path in closed for value in (len(path), path)]
    return list(_read(f"{_ARTICLES} AND ({inside}){without} {_DOWN}", [*values, limit]))


def beside(article: Any, *, newer: int, older: int) -> tuple[list[ArticleRow], list[ArticleRow]]:
    """The articles of the same column around this one: (the next newer, the next older), the nearest first.

    One query; nothing for an article without a date of publication.
    """
    if article.first_published_at is None:
        return [], []
    column = article.path[:-PATH_STEP]
    place = [connection.ops.adapt_datetimefield_value(article.first_published_at), article.pk]
    up, up_values = _walk(column, f"AND (page.first_published_at, page.id) > (%s, %s) {_UP}", *place, newer)
    down, down_values = _walk(
        column, f"AND (page.first_published_at, page.id) < (%s, %s) {_DOWN}", *place, older
    )
    rows = sorted(_read(f"{up} UNION ALL {down}", [*up_values, *down_values]), key=order)
    own = order(article)
    return [row for row in rows if order(row) > own], [row for row in reversed(rows) if order(row) < own]


def order(article: Any) -> tuple[datetime, int]:
    """What listings are sorted by: the date, then the number; an article without a date is the oldest."""
    return article.first_published_at or _NEVER, article.pk


def readable_columns(root_path: str, reader: SubsiteEntry) -> list[str]:
    """Paths of the live columns below a home page that this subsite's visitors may see. No query."""
    closed = tuple(path for path in restricted_paths() if not reader.root_path.startswith(path))
    return [
        path
        for path, row in structure(root_path).items()
        if row.is_column and path != root_path and not path.startswith(closed)
    ]


def _walk(column: str, end: str, *values: Any) -> tuple[str, list[Any]]:
    """The select for one column and its parameters. An article that asks its visitors for a word is left out."""
    closed = [path for path in restricted_paths() if path[:-PATH_STEP] == column]
    without = f" AND page.path NOT IN ({', '.join(['%s'] * len(closed))})" if closed else ""
    return f"SELECT * FROM ({_ARTICLES} AND {_IN_COLUMN}{without} {end}) AS walk", [column, *closed, *values]  # noqa: S608 - constants only


def _read(sql: str, values: Sequence[Any]) -> Iterator[ArticleRow]:
    if not sql:
        return
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        for pk, title, path, url_path, published, *rest in cursor.fetchall():
            yield ArticleRow(pk, title, path, url_path, _moment(published), *rest)


def _moment(value: datetime | str | None) -> datetime | None:
    """SQLite keeps moments in UTC, without saying so."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment
