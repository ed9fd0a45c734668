"""A demonstration account outside the demonstration is an error of the installation."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import connections


@register(Tags.database)
def no_demonstration_accounts(databases: Sequence[str] | None = None, **kwargs: Any) -> list[Error]:
    """countywide.E001 when demonstration accounts exist though settings.DEMONSTRATION is off."""
    if settings.DEMONSTRATION or not databases or "default" not in databases:
        return []
    from .models import User

    if User._meta.db_table not in connections["default"].introspection.table_names():
        return []
    count = User.objects.filter(is_demonstration=True).count()
    if not count:
        return []
    return [
        Error(
            f"{count} demonstration accounts exist in this database.",
            hint="Delete them, or start from an empty database: a demonstration never becomes production.",
            id="countywide.E001",
        )
    ]
