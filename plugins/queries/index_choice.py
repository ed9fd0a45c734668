"""Which index a sorted page of a filtered table is read from.

A value of a filter that many rows have is soon met by going through the rows in their order; the rows of a rare one
are soon read and sorted. How many rows have it is counted at each upload (`TableVersion.facets`), while the planner of
SQLite only guesses: from samples, once `ANALYZE` or `PRAGMA optimize` was run, it took 1,000 rows for 125,000.
"""

from collections.abc import Mapping
from math import sqrt
from typing import Any

from django.db.models import Func, TextField

from plugins.queries.models import TableVersion

ROWS_OF_A_PAGE = 20


class Unindexed(Func):
    """A column that SQLite's planner looks for in no index (“Disqualifying WHERE Clause Terms Using Unary-+”)."""

    template = "%(expressions)s"
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)


def is_common(version: TableVersion, filters: Mapping[str, str]) -> bool:
    """Whether rows with the one value asked for are so many that a page of them is soon met in another order.

    Going through the rows meets a page after `rows / number * ROWS_OF_A_PAGE` of them, reading all that have the value
    costs `number`: the two are alike at the root. Values that were not counted, as there are too many of a column,
    are rare. Of several values it is not known how many rows have them all: the rarest decides by its rows.
    """
    if len(filters) != 1:
        return False
    ((key, value),) = filters.items()
    number = next((count for each, count in version.facets.get(key, ()) if each == value), 0)
    return number > sqrt(version.row_count * ROWS_OF_A_PAGE)
