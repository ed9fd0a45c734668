"""All classified surfaces: written ones, and those that come from what plugins declare."""

from .surfaces import central, media, own, pages, public, translations
from .visits import Surface


def written() -> list[Surface]:
    """Surfaces of the core and of Wagtail."""
    return [
        *pages.SURFACES, *media.SURFACES, *translations.SURFACES, *central.SURFACES, *own.SURFACES, *public.SURFACES,
    ]  # fmt: skip
