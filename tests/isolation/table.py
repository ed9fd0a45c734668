"""All classified surfaces: written ones, and those that come from what plugins declare."""

from .surfaces import (
    accounts,
    admin_api,
    bulk_actions,
    central,
    choosing,
    media,
    own,
    pages,
    public,
    scoped,
    translations,
)
from .visits import Surface


def written() -> list[Surface]:
    """Surfaces of the core and of Wagtail."""
    modules = (
        accounts, pages, choosing, bulk_actions, admin_api, media, translations, central, own, scoped, public,
    )  # fmt: skip
    return [surface for module in modules for surface in module.SURFACES]
