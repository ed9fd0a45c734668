"""`path__below="0001"`: a page and everything below it, in the way each database can use its index for.

SQLite cannot use an index for Django's `startswith` (its LIKE ignores case); its binary order allows a range.
PostgreSQL has a pattern index on the path for LIKE, and its language-aware order would make a range wrong.
"""

from typing import Any

from django.db.models import CharField, Lookup

AFTER_THE_ALPHABET = "~"
"""Sorts after every character of a treebeard path (0-9, A-Z) in SQLite's binary order."""


@CharField.register_lookup
class Below(Lookup[str]):
    """For treebeard paths only: their alphabet needs no escaping."""

    lookup_name = "below"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        column, column_params = self.process_lhs(compiler, connection)
        value, value_params = self.process_rhs(compiler, connection)
        prefix = str(value_params[0])
        return f"{column} LIKE {value}", [*column_params, f"{prefix}%"]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        column, column_params = self.process_lhs(compiler, connection)
        value, value_params = self.process_rhs(compiler, connection)
        prefix = str(value_params[0])
        params = [*column_params, prefix, *column_params, prefix + AFTER_THE_ALPHABET]
        return f"({column} >= {value} AND {column} < {value})", params
