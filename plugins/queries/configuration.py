"""The bounds that an operator can set: `QUERIES_LIMITS` in the settings, by the names of `Limits`."""

from django.conf import settings

from plugins.queries.tables.limits import Limits


def limits() -> Limits:
    """The bounds of uploads."""
    return Limits(**getattr(settings, "QUERIES_LIMITS", {}))
