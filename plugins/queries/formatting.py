"""Canonical values as people read them."""

from django.utils.translation import gettext as _

from plugins.queries.tables.types import ColumnType


def display(column_type: ColumnType, value: str) -> str:
    """The text shown for a canonical value, in the active language."""
    if column_type is ColumnType.BOOLEAN and value:
        return _("Yes") if value == "true" else _("No")
    if column_type is ColumnType.DATETIME:
        # Official pages write times to the minute.
        return value.removesuffix(":00")
    return value
