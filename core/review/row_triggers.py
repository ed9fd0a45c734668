"""The database's guard on the rows of plugins, laid from what their kinds declare (`PublicRows`).

A row becomes public, or says something else while it is, only with a publication in force that says so; and with one
it neither ceases to be public nor disappears.
"""

from collections.abc import Iterator
from typing import Any

from core.plugin_api.contributions import PublicRows

from .kinds import Kind, plugin_kinds
from .triggers import Trigger

PREFIX = "core_review_of_"


def row_triggers(vendor: str) -> list[Trigger]:
    """The triggers of all installed plugins' kinds, in the words of one database."""
    return [
        trigger for kind, number, rows in _declared() for trigger in _triggers(kind, number, rows, vendor)
    ]


def fitting_row_triggers(connection: Any) -> list[Trigger]:
    """Those whose tables have every column that they watch. While a plugin's migrations are taken back, its code
    declares columns that are gone; nothing can read its rows then either."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        return [
            trigger
            for kind, number, rows in _declared()
            if (table := rows.model._meta.db_table) in there
            and {*rows.columns, *rows.watched}
            <= {each.name for each in connection.introspection.get_table_description(cursor, table)}
            for trigger in _triggers(kind, number, rows, connection.vendor)
        ]


def _declared() -> Iterator[tuple[Kind, int, PublicRows]]:
    for kind in plugin_kinds():
        for number, rows in enumerate(kind.owned.contribution.guards):
            yield kind, number, rows


def functions_of_rows(vendor: str, cursor: Any) -> list[str]:
    """The functions that PostgreSQL keeps for them."""
    if vendor == "sqlite":
        return []
    cursor.execute("SELECT proname FROM pg_proc WHERE starts_with(proname, %s)", [PREFIX])
    return [name for (name,) in cursor.fetchall()]


def laid_on_rows(vendor: str, cursor: Any) -> list[tuple[str, str]]:
    """(trigger, table) of those that are there now, whatever is declared."""
    cursor.execute(
        "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
        if vendor == "sqlite"
        else "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal"
    )
    return [(name, table) for name, table in cursor.fetchall() if name.startswith(PREFIX)]


def _triggers(kind: Kind, number: int, rows: PublicRows, vendor: str) -> Iterator[Trigger]:
    table = rows.model._meta.db_table
    name = f"{PREFIX}{kind.id.replace('.', '_')}_{number}"
    new, old = (rows.public.format(row=row) for row in ("NEW", "OLD"))
    words = f"core.review has no publication in force of this {kind.id}, or one that says something else."
    changed = "".join(f" OR OLD.{column} IS NOT NEW.{column}" for column in rows.watched)
    columns = ", ".join(dict.fromkeys((*rows.columns, *rows.watched)))
    yield Trigger(
        f"{name}_goes_live",
        table,
        f"UPDATE OF {columns}",
        f"({new}) AND (NOT ({old}){changed})",
        f"NOT {_in_force(kind, rows, 'NEW', vendor)}",
        words,
    )
    yield Trigger(
        f"{name}_is_made", table, "INSERT", new, f"NOT {_in_force(kind, rows, 'NEW', vendor)}", words
    )
    if not rows.stays:
        return
    words = f"This {kind.id} has a publication in force: taking it back must go through core.review."
    still = _in_force(kind, rows, "OLD", vendor, whatever=True)
    yield Trigger(f"{name}_goes_off", table, f"UPDATE OF {columns}", f"({old}) AND NOT ({new})", still, words)
    yield Trigger(f"{name}_is_deleted", table, "DELETE", old, still, words)


def _in_force(kind: Kind, rows: PublicRows, row: str, vendor: str, *, whatever: bool = False) -> str:
    said = (
        ""
        if whatever
        else "".join(
            f" AND {_field(name, vendor)} = {text.format(row=row)}" for name, text in rows.says.items()
        )
    )
    number = f"CAST({rows.item.format(row=row)} AS {'TEXT' if vendor == 'sqlite' else 'varchar'})"
    ours = f"p.kind = '{kind.id}' AND p.object_id = {number} AND p.ended_at IS NULL{said}"
    return f"EXISTS (SELECT 1 FROM core_review_publication p WHERE {ours})"  # noqa: S608 - SQL of installed code


def _field(name: str, vendor: str) -> str:
    return f"json_extract(p.content, '$.{name}')" if vendor == "sqlite" else f"(p.content ->> '{name}')"
