"""Untrusted HTML is cleaned here, on its way in: nh3 first by an allow-list, bleach second for links.

bleach is prescribed and no longer maintained; nh3 (ammonia) is the wall, bleach the second look.
"""

from .html import clean_html, clean_inline

__all__ = ["clean_html", "clean_inline"]
