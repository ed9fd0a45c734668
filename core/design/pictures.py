"""The few picture sizes of the public pages: each one is a rendition that has to be made and kept."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from wagtail.images.models import Filter

PICTURE_SIZES: Mapping[str, str] = MappingProxyType(
    {
        "lead": "fill-960x540|format-webp",  # the lead story of a home page
        "card": "fill-480x300|format-webp",  # lists, cards, galleries
        "portrait": "fill-240x320|format-webp",  # a person, beside their name
        "wide": "width-960|format-webp",  # inside an article, at the width of the text
    }
)
"""Name of a size → Wagtail filter specification, in pixels. Listings prefetch exactly these."""


@cache
def _filter(specification: str) -> Filter:
    return Filter(spec=specification)


def ready_rendition(image: Any, specification: str) -> Any | None:
    """The rendition among those that a listing read with the picture, or None when it was not among them.

    Wagtail's own look-up parses the specification and asks the cache each time.
    """
    read = getattr(image, "prefetched_renditions", ())
    if not read:
        return None
    key = _filter(specification).get_cache_key(image)
    return next(
        (each for each in read if each.filter_spec == specification and each.focal_point_key == key), None
    )
