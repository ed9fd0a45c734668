"""Finding one's own row by the full value of a masked column."""

from typing import Any

from django.db.models import Q
from rest_framework.throttling import SimpleRateThrottle

from plugins.queries.exact_keys import asked_keys
from plugins.queries.models import LookupTable, TableRow

ROWS = 20
QUESTION_CHARACTERS = 40


class FindThrottle(SimpleRateThrottle):
    """How often one visitor may ask one table: numbers must not be tried out."""

    scope = "queries_find"
    rate = "10/min"

    def get_cache_key(self, request: Any, view: Any) -> str:
        return f"queries-find-{view.pk}-{self.get_ident(request)}"


def rows_with(table: LookupTable, value: str) -> list[TableRow]:
    """The rows of which a masked column that is found exactly has this value; at most twenty."""
    condition = Q(pk__in=())
    for column in table.columns.all():
        if column.found_exactly and column.slot:
            keys = asked_keys(table.pk, column.key, column.column_type, value[:QUESTION_CHARACTERS])
            condition |= Q(**{f"key_{column.slot}__in": keys})
    return list(TableRow.objects.filter(condition, version=table.current_version).order_by("number")[:ROWS])
