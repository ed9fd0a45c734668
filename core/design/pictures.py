"""The few picture sizes of the public pages: each one is a rendition that has to be made and kept."""

from collections.abc import Mapping
from types import MappingProxyType

PICTURE_SIZES: Mapping[str, str] = MappingProxyType(
    {
        "lead": "fill-960x540|format-webp",  # the lead story of a home page
        "card": "fill-480x300|format-webp",  # lists, cards, galleries
        "wide": "width-960|format-webp",  # inside an article, at the width of the text
    }
)
"""Name of a size → Wagtail filter specification, in pixels. Listings prefetch exactly these."""
