"""A superuser whose power does not end is worth a warning."""

from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.db import connections


@checks.register(checks.Tags.database, deploy=True)
def no_permanent_superusers(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """countywide.W010 with the names of active superusers that are no break-glass accounts."""
    if not databases or "default" not in databases:
        return []
    from .break_glass import permanent_superusers
    from .models import BreakGlass

    if BreakGlass._meta.db_table not in connections["default"].introspection.table_names():
        return []
    names = [user.username for user in permanent_superusers()]
    if not names:
        return []
    return [
        checks.Warning(
            f"Superusers whose power does not end: {', '.join(names)}.",
            hint="When the installation is set up: manage.py break_glass --retire USERNAME. In an emergency: "
            "manage.py break_glass --reason TEXT.",
            id="countywide.W010",
        )
    ]
