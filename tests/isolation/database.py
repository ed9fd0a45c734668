"""The whole database as rows, whose each row is, and what a request changed in it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models

type Row = dict[str, Any]
type Table = dict[Any, Row]
type Rows = dict[str, Table]
type Key = tuple[str, str]

UNWATCHED = frozenset(
    {"django_session", "django_content_type", "django_migrations", "core_audit_auditpending"}
)
"""Tables that say nothing about an office; the last one is the queue of records that wait for their number."""
DERIVED = frozenset({"core_media_rendition"})
"""Made by showing something: whether it might be shown is judged by what the answer says."""


@cache
def watched_models() -> tuple[type[models.Model], ...]:
    """Every model that has a table of its own, link tables included."""
    found = {
        model._meta.db_table: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in UNWATCHED
    }
    return tuple(found.values())


def read_table(model: type[models.Model]) -> Table:
    """All rows of a model's own table by primary key."""
    fields = model._meta.local_concrete_fields
    names = [column.column for column in fields]
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    key = model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {quoted} FROM {connection.ops.quote_name(model._meta.db_table)}")
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {row[key]: row for row in rows}


def read_all() -> Rows:
    """Every row of every table."""
    return {model._meta.db_table: read_table(model) for model in watched_models()}


def read_written(statements: list[str]) -> Rows:
    """Every row of the tables that these statements name; of all tables if rows were deleted, which may cascade."""
    if any("DELETE" in sql.upper() or "REPLACE" in sql.upper() for sql in statements):
        return read_all()
    named = "\n".join(statements)
    return {
        model._meta.db_table: read_table(model)
        for model in watched_models()
        if f'"{model._meta.db_table}"' in named
    }


def keys_of(rows: Rows) -> set[Key]:
    """(table, key) of every row."""
    return {(table, str(key)) for table, found in rows.items() for key in found}


@contextmanager
def watching_writes() -> Iterator[list[str]]:
    """The writing statements that run inside."""
    found: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip("( ").split(None, 1)[0].upper() in {"INSERT", "UPDATE", "DELETE", "REPLACE"} or (
            sql.lstrip().upper().startswith("WITH")
            and any(w in sql for w in ("INSERT ", "UPDATE ", "DELETE "))
        ):
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield found


def only_unwatched(statements: list[str]) -> bool:
    """Whether these statements touch nothing but tables that say nothing about an office."""
    return all(any(f'"{table}"' in sql for table in UNWATCHED) for sql in statements)


@dataclass(frozen=True)
class Ownership:
    """Which rows are an office's: all that came into being while it was furnished.

    `links` says for each table which columns name a row of which other table.
    """

    rows: Rows
    owned: frozenset[Key]
    links: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    kinds: Mapping[int, str] = field(default_factory=dict)

    def changes(self, now: Rows) -> list[str]:
        """What changed in these tables that is the office's, in words; empty when nothing did."""
        found = []
        for table, after in now.items():
            before = self.rows[table]
            if after == before:
                continue
            for key in before.keys() | after.keys():
                old, new = before.get(key), after.get(key)
                if old != new and (said := self._judged(table, key, old, new)):
                    found.append(said)
        return sorted(set(found))

    def _judged(self, table: str, key: Any, old: Row | None, new: Row | None) -> str:
        if (table, str(key)) in self.owned:
            if new is None:
                return f"{table}: deleted"
            columns = sorted(name for name in new if old is None or old[name] != new[name])
            return f"{table}: changed {', '.join(columns)}"
        if new is None or table in DERIVED:
            return ""
        for column, target in self._links_of(table, new):
            if (old is None or old.get(column) != new[column]) and (target, str(new[column])) in self.owned:
                return f"{table}: {'new row' if old is None else 'row'} names {target} in {column}"
        return ""

    def _links_of(self, table: str, row: Row) -> Iterator[tuple[str, str]]:
        yield from self.links.get(table, {}).items()
        for kind, column in (
            ("content_type_id", "object_id"),
            ("base_content_type_id", "object_id"),
            ("to_content_type_id", "to_object_id"),
            ("base_content_type_id", "base_object_id"),
        ):
            if kind in row and column in row and row[kind] in self.kinds:
                yield column, self.kinds[row[kind]]


def links() -> dict[str, dict[str, str]]:
    """For each table, its foreign keys: column to table."""
    found: dict[str, dict[str, str]] = {}
    for model in watched_models():
        for column in model._meta.local_concrete_fields:
            if column.is_relation and column.related_model is not None:
                found.setdefault(model._meta.db_table, {})[column.column] = (
                    column.related_model._meta.db_table
                )
    return found


def kinds() -> dict[int, str]:
    """Content types by key, as tables."""
    return {
        kind.pk: model._meta.db_table
        for kind in ContentType.objects.all()
        if (model := kind.model_class()) is not None
    }
