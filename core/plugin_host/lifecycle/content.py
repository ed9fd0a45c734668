"""What a plugin has in the database: pages, rows, tables; also when its code is gone."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db import connection

from core.plugin_api.manifest import LABEL_PREFIX, installed_plugins
from core.plugin_host.affected import pages_of

from .traces import exported_traces


@dataclass(frozen=True, slots=True)
class Content:
    """How many pages a plugin has, and how many rows in each of its tables."""

    pages: int
    tables: dict[str, int]

    @property
    def is_empty(self) -> bool:
        return not self.pages and not any(self.tables.values())

    def __str__(self) -> str:
        parts = [f"{self.pages} pages"] if self.pages else []
        parts += [f"{count} rows in {table}" for table, count in self.tables.items() if count]
        return ", ".join(parts) or "nothing"


def content_of(slug: str) -> Content:
    """Count what the plugin has."""
    return Content(pages_of(slug).count(), {table: _count(table) for table in tables_of(slug)})


def tables_of(slug: str) -> list[str]:
    """The plugin's tables that are in the database, by their names: they begin with its label."""
    prefix = f"{LABEL_PREFIX}{slug}_"
    others = {
        f"{app.label}_"
        for app in apps.get_app_configs()
        if app.label.startswith(prefix) and app.label != prefix[:-1]
    }
    names = connection.introspection.table_names()
    return [name for name in names if name.startswith(prefix) and not name.startswith(tuple(others))]


def without_tables() -> list[str]:
    """The slugs of plugins whose code is here, but none of their tables: removed, or not migrated yet."""
    there = set(connection.introspection.table_names())
    found = []
    for config in installed_plugins():
        wanted = {model._meta.db_table for model in config.get_models() if model._meta.managed}
        if wanted and not wanted & there:
            found.append(config.slug)
    return found


def export_content(slug: str, file: Path) -> int:
    """Write pages and rows as JSON lines; returns how many. Without the plugin's code, rows as plain columns."""
    count = 0
    with file.open("x", encoding="utf-8") as stream:
        for record in _records(slug):
            stream.write(json.dumps(record, ensure_ascii=False, default=str) + "\n")
            count += 1
    return count


def _records(slug: str) -> Iterator[dict[str, Any]]:
    for page in pages_of(slug):
        yield json.loads(serializers.serialize("json", [page]))[0]
    for table in tables_of(slug):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            columns = [column[0] for column in cursor.description]
            for row in cursor:
                yield {"table": table, "fields": dict(zip(columns, row, strict=True))}
    for rows in exported_traces(slug):
        for fields in rows.values():
            yield {"table": rows.model._meta.db_table, "fields": fields}


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
        return int(cursor.fetchone()[0])
