"""Everything that the database holds, and every statement that writes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection

_READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "SET", "PRAGMA", "EXPLAIN")


def dump() -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables of all models, by table."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            rows = model._base_manager.order_by().values_list(
                *(field.attname for field in model._meta.local_fields)
            )
            found[model._meta.db_table] = sorted(rows, key=repr)
    return found


@contextmanager
def writes() -> Iterator[list[str]]:
    """Collect the statements that write."""
    seen: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.lstrip("( ").upper().startswith(_READS):
            seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield seen
