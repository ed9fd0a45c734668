"""The index of the pieces of rows: GIN over an array on PostgreSQL, FTS5 on SQLite.

Both are told by the migration `0002_search_index`; FTS5 follows the rows by triggers, so that no deletion,
not even a cascade, leaves words behind.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models
from django.db.models import Lookup

FTS_TABLE = "plugin_queries_row_search"


class PiecesField(models.TextField):
    """Pieces of a text separated by blanks; `has_pieces=[…]` asks for rows that have them all."""

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "plugins.queries.search_index.PiecesField", args, kwargs


@PiecesField.register_lookup
class HasPieces(Lookup):
    """All of the pieces, from the index."""

    lookup_name = "has_pieces"
    prepare_rhs = False
    rhs: Sequence[str]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, parameters = self.process_lhs(compiler, connection)
        return f"string_to_array({column}, ' ') @> %s::text[]", [*parameters, list(self.rhs)]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        lhs: Any = self.lhs
        row = compiler.quote_name(lhs.alias)
        # Pieces are letters and digits only (tables.searching.spelt): nothing in them is syntax of FTS5.
        match = " AND ".join(f'"{piece}"' for piece in self.rhs)
        return f'{row}."id" IN (SELECT rowid FROM {FTS_TABLE} WHERE {FTS_TABLE} MATCH %s)', [match]  # noqa: S608 - names are quoted, values bound

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        raise NotImplementedError("The search of look-ups knows SQLite and PostgreSQL.")


_IDS_SQLITE = f"""SELECT row.id FROM {FTS_TABLE} CROSS JOIN plugin_queries_tablerow AS row
    ON row.id = {FTS_TABLE}.rowid WHERE {FTS_TABLE} MATCH %s AND row.version_id = %s LIMIT %s"""  # noqa: S608 - names are quoted, values bound
# The planner would take a limit for a reason to look through the rows themselves; behind this wall it does not see it.
_IDS_POSTGRESQL = """WITH found AS MATERIALIZED (SELECT id FROM plugin_queries_tablerow
    WHERE string_to_array(pieces, ' ') @> %s::text[] AND version_id = %s) SELECT id FROM found LIMIT %s"""


def ids_up_to(most: int, version_id: int, pieces: Sequence[str]) -> list[int]:
    """The keys of the rows of a version that have all the pieces; some of them where there are more than `most`."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_IDS_POSTGRESQL, [list(pieces), version_id, most])
        else:
            match = " AND ".join(f'"{piece}"' for piece in pieces)
            cursor.execute(_IDS_SQLITE, [match, version_id, most])
        return [key for (key,) in cursor.fetchall()]
