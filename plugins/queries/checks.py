"""Checks of the operator's settings."""

from collections.abc import Iterable
from dataclasses import fields

from django.conf import settings
from django.core.checks import CheckMessage, Error

from plugins.queries.tables.limits import Limits


def check_limits() -> Iterable[CheckMessage]:
    """`QUERIES_LIMITS` may hold positive whole numbers by the names of `Limits` only."""
    known = {field.name for field in fields(Limits)}
    for name, value in getattr(settings, "QUERIES_LIMITS", {}).items():
        if name not in known or not isinstance(value, int) or value < 1:
            yield Error(
                f"QUERIES_LIMITS[{name!r}] = {value!r} is no limit of look-up tables.",
                hint=f"Use positive whole numbers for: {', '.join(sorted(known))}.",
                id="queries.E001",
            )
