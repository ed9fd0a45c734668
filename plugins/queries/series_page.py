"""What the template of a time series receives."""

from datetime import timedelta
from itertools import chain
from typing import Any

from django.http import QueryDict
from django.utils.http import urlencode

from plugins.queries.models.tables import LookupTable
from plugins.queries.plot import NARROW, WIDE, draw
from plugins.queries.series import COMPARED, Series, labels_of, last_day, missing_roles, read_series

PERIODS = (30, 90, 365)
CHOSEN_AT_FIRST = 2


def series_content(data: QueryDict, table: LookupTable) -> dict[str, Any]:
    """The plot, the choice of goods and periods, and the same figures as a table."""
    labels = labels_of(table)
    if missing_roles(table) or not labels:
        return {"series": []}
    asked = [label for label in dict.fromkeys(data.getlist("goods")) if label in labels]
    chosen = asked[:COMPARED] or labels[:CHOSEN_AT_FIRST]
    period = next((days for days in PERIODS if data.get("period") == str(days)), PERIODS[1])
    newest = last_day(table)
    series = read_series(table, chosen, newest, period) if newest else []
    content: dict[str, Any] = {
        "series": series,
        "labels": labels,
        "chosen": chosen,
        "too_many": len(asked) > COMPARED,
        "compared": COMPARED,
        "period": period,
        "periods": [
            (
                days,
                "?" + urlencode([*(("goods", label) for label in chosen), ("period", days)]),
                days == period,
            )
            for days in PERIODS
        ],
    }
    if series and newest:
        first = newest - timedelta(days=period - 1)
        days_drawn = [point.day for each in series for point in each.points]
        first = max(first, min(days_drawn))
        content |= {
            "plots": [
                draw("wide", WIDE, series, first, newest),
                draw("narrow", NARROW, series, first, newest),
            ],
            "first_day": first,
            "last_day": newest,
            "days": _by_day(series),
            "units": sorted({each.unit for each in series if each.unit}),
        }
    return content


def _by_day(series: list[Series]) -> list[tuple[Any, list[str]]]:
    """The newest day first, one value for each series."""
    values = [{point.day: point.text for point in each.points} for each in series]
    days = sorted(set(chain.from_iterable(values)), reverse=True)
    return [(day, [each.get(day, "") for each in values]) for day in days]
