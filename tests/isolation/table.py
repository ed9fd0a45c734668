"""All classified surfaces: written ones, and those that come from what plugins declare."""

from .surfaces import (
    accounts,
    admin_api,
    bulk_actions,
    central,
    choosing,
    media,
    members,
    own,
    pages,
    plugins,
    public,
    records,
    review,
    scoped,
    translations,
)
from .visits import Surface

MODULES = (
    accounts,
    pages,
    choosing,
    bulk_actions,
    admin_api,
    media,
    translations,
    members,
    review,
    central,
    own,
    scoped,
    public,
    records,
)


def written() -> list[Surface]:
    """Surfaces of the core and of Wagtail."""
    return [surface for module in MODULES for surface in module.SURFACES]


def all_surfaces() -> list[Surface]:
    """Everything that is walked."""
    return [*written(), *plugins.surfaces()]
