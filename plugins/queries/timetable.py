"""A table as a timetable: the stops of a line, in both directions, with their departures."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from plugins.queries.models.columns import ColumnRole
from plugins.queries.models.rows import TableRow
from plugins.queries.models.tables import LookupTable
from plugins.queries.series import roles_of
from plugins.queries.tables.sort_keys import sort_key

if TYPE_CHECKING:
    from plugins.queries.models import LookupPage

STOPS = 500
"""Rows of one line that are read at most."""
_TIME = re.compile(r"\b([01]?\d|2[0-3])[:：]([0-5]\d)\b")


@dataclass(frozen=True)
class Stop:
    """A stop with its departures in order; `words` where the cell holds no times."""

    name: str
    times: list[str]
    words: str = ""


@dataclass(frozen=True)
class Direction:
    """The stops of one direction on certain days."""

    name: str
    days: str
    stops: list[Stop] = field(default_factory=list)


def times_in(text: str, after: str = "") -> list[str]:
    """The times of a cell as HH:MM, each once, in order, from `after` on.

    >>> times_in("7:05、06:30, 18：00", "07:00")
    ['07:05', '18:00']
    """
    found = {f"{int(hour):02}:{minute}" for hour, minute in _TIME.findall(text)}
    return sorted(time for time in found if time >= after)


def timetable_content(request: HttpRequest, page: "LookupPage", table: LookupTable) -> dict[str, Any]:
    """The choice of lines, and the stops of the one chosen."""
    roles = roles_of(list(table.columns.all()))
    line = roles[ColumnRole.LINE]
    version = table.current_version
    lines = [name for name, _count in version.facets.get(line.key, [])] if version else []
    asked = request.GET.get("line", "")
    chosen = asked if asked in lines else next(iter(lines), "")
    after = next(iter(times_in(request.GET.get("after", ""))), "")
    rows = TableRow.objects.filter(
        version=version, **{f"key_{line.slot}": sort_key(line.column_type, chosen)}
    ).order_by("number")[:STOPS]
    return {
        "lines": lines,
        "line": chosen,
        "after": after,
        "directions": directions_of([row.values for row in rows], roles, after),
        "reset_url": request.path,
    }


def directions_of(rows: list[dict[str, str]], roles: dict[str, Any], after: str) -> list[Direction]:
    """The rows of one line by direction and days, in the order of the file."""

    def value(values: dict[str, str], role: ColumnRole) -> str:
        return values.get(roles[role].key, "") if role in roles else ""

    found: dict[tuple[str, str], Direction] = {}
    for values in rows:
        name, days = value(values, ColumnRole.DIRECTION), value(values, ColumnRole.DAYS)
        direction = found.setdefault((name, days), Direction(name, days))
        text = value(values, ColumnRole.TIMES)
        words = "" if times_in(text) else text
        direction.stops.append(Stop(value(values, ColumnRole.STOP), times_in(text, after), words))
    return list(found.values())
