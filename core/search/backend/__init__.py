"""Wagtail's database search, made to find Chinese words.

    WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "core.search.backend"}}

Wagtail 8 reads WAGTAILSEARCH_BACKENDS (MODELSEARCH_BACKENDS is for Django projects without Wagtail). The same
setting serves SQLite and PostgreSQL. After it has been put in, or tokens.py has changed, run
`manage.py update_index`. PostgreSQL needs django.contrib.postgres among the installed apps.
"""

from typing import Any

from django.db import connection


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802  the name modelsearch looks for
    """The backend for the default database. Raises NotImplementedError for one that is neither of the two.

    Imported late and one only: modelsearch's modules of a database can't be imported under another.
    """
    if connection.vendor == "sqlite":
        from .sqlite import SQLitePairsBackend

        return SQLitePairsBackend(params)
    if connection.vendor == "postgresql":
        from .postgresql import PostgreSQLPairsBackend

        return PostgreSQLPairsBackend(params)
    raise NotImplementedError(f"Search runs on SQLite and PostgreSQL, not on {connection.vendor}.")
