"""A table as values over time: what is measured, and its points in a period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from core.pages.prepared import Prepared, given
from plugins.queries.models.columns import SeriesRole, TableColumn
from plugins.queries.models.rows import TableRow
from plugins.queries.models.tables import LookupTable
from plugins.queries.tables.sort_keys import sort_key
from plugins.queries.tables.types import ColumnType

NEEDED = (SeriesRole.DATE, SeriesRole.LABEL, SeriesRole.VALUE)
COMPARED = 4
LOOKED_BACK = (4, 14)
"""Days in which the last two values are looked for: a few mostly do, and are a quarter of the rows."""


@dataclass(frozen=True)
class Point:
    """A value on a day; `text` as the file had it."""

    day: date
    value: Decimal
    text: str


@dataclass(frozen=True)
class Series:
    """The points of one thing that is measured, by day."""

    label: str
    unit: str
    points: list[Point]

    @property
    def last(self) -> Point:
        """The newest point."""
        return self.points[-1]

    @property
    def change(self) -> Decimal | None:
        """The last value less the one before; `None` when there is none before."""
        return self.points[-1].value - self.points[-2].value if len(self.points) > 1 else None

    @property
    def rose(self) -> bool:
        """Whether the last value is above the one before."""
        return (self.change or 0) > 0

    @property
    def change_size(self) -> Decimal | None:
        """The change without its sign, which a word tells."""
        return abs(self.change) if self.change is not None else None

    @property
    def lowest(self) -> Point:
        """The point with the smallest value."""
        return min(self.points, key=lambda point: point.value)

    @property
    def highest(self) -> Point:
        """The point with the largest value."""
        return max(self.points, key=lambda point: point.value)


def roles_of(columns: Sequence[TableColumn]) -> dict[str, TableColumn]:
    """The columns by their role."""
    return {column.series_role: column for column in columns if column.series_role}


def missing_roles(table: LookupTable) -> list[str]:
    """The names of the roles that a time series needs and no column of the table has."""
    given = roles_of(list(table.columns.all()))
    return [str(role.label) for role in NEEDED if role.value not in given]


def labels_of(table: LookupTable) -> list[str]:
    """All that is measured."""
    version, roles = table.current_version, roles_of(list(table.columns.all()))
    if version is None or SeriesRole.LABEL.value not in roles:
        return []
    return [label for label, _count in version.facets.get(roles["label"].key, [])]


def last_day(table: LookupTable) -> date | None:
    """The newest day of the table, from the index."""
    slot = roles_of(list(table.columns.all()))["date"].slot
    newest = next(iter(_greatest(slot).rows(version=table.current_version_id)), None)
    return date.fromisoformat(newest[0]) if newest else None


@cache
def _greatest(slot: int | None) -> Prepared[TableRow]:
    key = f"key_{slot}"
    return Prepared(
        lambda: (
            TableRow.objects.filter(version_id=given("version"), **{f"{key}__isnull": False})
            .order_by(f"-{key}")
            .values_list(key)[:1]
        )
    )


def read_series(table: LookupTable, labels: Sequence[str], newest: date, days: int) -> list[Series]:
    """The points of the labels in the `days` up to and with `newest`; what has none is left out.

    Of several values on a day the last row's counts.
    """
    roles = roles_of(list(table.columns.all()))
    day, label, value = (roles[role.value] for role in NEEDED)
    unit = roles.get(SeriesRole.UNIT)
    first = (newest - timedelta(days=days - 1)).isoformat()
    keys = [sort_key(label.column_type, name) for name in labels]
    rows = TableRow.objects.filter(
        version=table.current_version,
        **{f"key_{label.slot}__in": keys, f"key_{day.slot}__gte": sort_key(ColumnType.DATE, first)},
    ).order_by("number")
    points: dict[str, dict[date, Point]] = {name: {} for name in labels}
    units: dict[str, str] = {}
    for values in rows.values_list("values", flat=True):
        name, text, when = values[label.key], values[value.key], date.fromisoformat(values[day.key])
        if text and when <= newest and name in points:
            points[name][when] = Point(when, Decimal(text.removesuffix("%")), text)
            units[name] = values[unit.key] if unit else ""
    return [
        Series(name, units.get(name, ""), [found[when] for when in sorted(found)])
        for name, found in points.items()
        if found
    ]


def newest_values(table: LookupTable, limit: int) -> list[Series]:
    """The last two values of each thing measured, for a short list of what is new."""
    newest = last_day(table)
    if newest is None:
        return []
    labels = labels_of(table)[:limit]
    series: list[Series] = []
    for days in LOOKED_BACK:
        series = read_series(table, labels, newest, days)
        if len(series) == len(labels) and all(len(each.points) > 1 for each in series):
            break
    return series
