"""System checks: nobody keeps the record for less than law allows."""

from typing import Any

from django.conf import settings
from django.core.checks import Error

from .models import Category
from .retention import PERIODS


def check_periods(app_configs: Any, **kwargs: Any) -> list[Error]:
    """AUDIT_KEEP_DAYS names known categories, and no fewer days than the minimum."""
    found = []
    for name, days in settings.AUDIT_KEEP_DAYS.items():
        if name not in Category.values:
            found.append(
                Error(
                    f"AUDIT_KEEP_DAYS knows no category {name!r}.",
                    hint=f"Use {', '.join(Category.values)}.",
                    obj=name,
                    id="countywide.E402",
                )
            )
        elif days < PERIODS[Category(name)].minimum:
            period = PERIODS[Category(name)]
            found.append(
                Error(
                    f"AUDIT_KEEP_DAYS keeps {name!r} for {days} days; the least is {period.minimum}.",
                    hint=str(period.source),
                    obj=name,
                    id="countywide.E401",
                )
            )
    return found
