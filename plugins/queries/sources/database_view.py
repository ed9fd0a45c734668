"""A view of another system's database, which is only read."""

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.utils.translation import gettext_lazy as _

from plugins.queries.configuration import limits
from plugins.queries.sources.delimiting import as_csv, as_text
from plugins.queries.sources.faults import Fault, SourceError
from plugins.queries.sources.provider import Fetched, Provider, Record

if TYPE_CHECKING:
    from plugins.queries.sources.forms import ProviderForm

NAME = re.compile(r"[^\W\d]\w{0,62}")
RECORDS = 20
STEPS = 10_000
"""SQLite asks after so many steps of its machine whether the time is over."""


@dataclass(frozen=True)
class DatabaseViewSettings:
    """A name of `READ_ONLY_DATABASES`, and a view that is named there for the office."""

    database: str = ""
    view: str = ""


def allowed_views(subsite: Any) -> list[tuple[str, str]]:
    """(database, view) that an office may show."""
    return [
        (database, view)
        for database, views in settings.READ_ONLY_DATABASES.items()
        for view, slugs in views.items()
        if "*" in slugs or subsite.slug in slugs
    ]


class DatabaseView(Provider[DatabaseViewSettings]):
    """A view that the operator allows, whole or by the value of a column. Nobody types SQL."""

    slug = "view"
    label = _("View of a database")
    summary = _("A view of another system's database that the operator has opened to this office, read only.")
    settings_class = DatabaseViewSettings
    asks = True

    @classmethod
    def form_class(cls) -> "type[ProviderForm]":
        from plugins.queries.sources.forms import DatabaseViewForm

        return DatabaseViewForm

    def read_all(self, seconds: float) -> Fetched:
        most = limits().rows
        with self._cursor(seconds) as cursor:
            cursor.execute(f"SELECT * FROM {self._quoted} LIMIT %s", [most + 1])  # noqa: S608 - names are quoted, values bound
            names = [column[0] for column in cursor.description]
            rows = cursor.fetchall()
        if len(rows) > most:
            raise SourceError(Fault.SIZE)
        return Fetched(as_csv(names, rows), f"{self.settings.view}.csv")

    def ask(self, facts: Mapping[str, str], seconds: float) -> list[Record]:
        """The rows with the first fact's value in its column; the others are compared by who asks."""
        column, value = next(iter(facts.items()))
        with self._cursor(seconds) as cursor:
            cursor.execute(f"SELECT * FROM {self._quoted} WHERE 1 = 0")  # noqa: S608 - names are quoted, values bound
            names = [each[0] for each in cursor.description]
            if column not in names:
                raise SourceError(Fault.MAPPING)
            quoted = connections[self.settings.database].ops.quote_name(column)
            cursor.execute(
                f"SELECT * FROM {self._quoted} WHERE {quoted} = %s LIMIT %s",  # noqa: S608 - names are quoted, values bound
                [value, RECORDS],
            )
            rows: Sequence[Sequence[Any]] = cursor.fetchall()
        return [Record(dict(zip(names, map(as_text, row), strict=True))) for row in rows]

    @property
    def _quoted(self) -> str:
        """The view's name, which is one that the operator wrote. Raises `SourceError` for any other."""
        named = (self.settings.database, self.settings.view)
        if named not in allowed_views(self.subsite) or not NAME.fullmatch(self.settings.view):
            raise SourceError(Fault.VIEW)
        return str(connections[self.settings.database].ops.quote_name(self.settings.view))

    @contextmanager
    def _cursor(self, seconds: float) -> Iterator[Any]:
        self._quoted  # noqa: B018 - refuses before anything is opened
        connection = connections[self.settings.database]
        try:
            with (
                transaction.atomic(using=self.settings.database),
                connection.cursor() as cursor,
                _read_only(connection, cursor, seconds),
            ):
                yield cursor
        except DatabaseError:
            raise SourceError(Fault.DATABASE) from None


@contextmanager
def _read_only(connection: Any, cursor: Any, seconds: float) -> Iterator[None]:
    """Let the database itself refuse writes, and end what takes too long."""
    if connection.vendor == "postgresql":
        cursor.execute("SET TRANSACTION READ ONLY")
        cursor.execute(f"SET LOCAL statement_timeout = {max(1, int(seconds * 1000))}")
        yield
        return
    ends = time.monotonic() + seconds
    cursor.execute("PRAGMA query_only = ON")
    connection.connection.set_progress_handler(lambda: time.monotonic() > ends, STEPS)
    try:
        yield
    finally:
        connection.connection.set_progress_handler(None, 0)
        cursor.execute("PRAGMA query_only = OFF")
