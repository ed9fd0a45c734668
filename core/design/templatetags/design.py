"""Template tags of the design system: icons, dates, pictures, page numbers and theme look-up."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.paginator import Page
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware, localtime
from django.utils.translation import get_language

from core.design.icons import DRAWINGS
from core.design.pictures import PICTURE_SIZES, ready_rendition

register = template.Library()

THEME_NAME = re.compile(r"^[a-z][a-z0-9-]{0,40}$")
DATE_FORMATS: Mapping[str, str] = {"minute": "%Y-%m-%d %H:%M", "day": "%Y-%m-%d", "short": "%m-%d"}


@register.simple_tag
def written_language() -> SafeString:
    """The `lang` attribute of what an office wrote in its own language only, on a page in another one (WCAG 3.1.2)."""
    if (get_language() or settings.LANGUAGE_CODE) == settings.LANGUAGE_CODE:
        return SafeString("")
    return SafeString(f' lang="{language_tag(settings.LANGUAGE_CODE)}"')


@register.simple_tag(takes_context=True)
def whole_address(context: Context, address: str, below: str = "") -> str:
    """An address with its scheme and host, as paper needs it."""
    return str(context["request"].build_absolute_uri(f"{address}{below}"))


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One icon of the sprite, at the size and in the colour of the text; decorative without a label."""
    return _drawn(name, label)


@lru_cache(maxsize=512)
def _drawn(name: str, label: str) -> SafeString:
    """A page shows dozens of icons, and an address of a static file is dear: each is written once."""
    drawing = DRAWINGS.get(name, name) or "file-text"
    address = f"{static('design/icons.svg')}#{drawing}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, address
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', address)


@register.simple_tag
def date_mark(value: date | datetime | None, form: str = "minute") -> SafeString | str:
    """A `<time>` in local time; `form` is "minute" (YYYY-MM-DD HH:MM), "day" or "short" (MM-DD)."""
    if not value:
        return ""
    if isinstance(value, datetime):
        value = localtime(value) if is_aware(value) else value
        machine = value.isoformat(timespec="minutes")
    else:
        machine, form = value.isoformat(), "day" if form == "minute" else form
    # Both are digits and signs that a date is written with: nothing in them is to be escaped.
    return SafeString(f'<time datetime="{machine}">{value.strftime(DATE_FORMATS[form])}</time>')


@register.simple_tag
def picture(image: Any, size: str = "card", alt: str = "", eager: bool = False, classes: str = "") -> str:
    """An `<img>` of one of `PICTURE_SIZES`; an empty alternative text marks it as decoration."""
    if not image:
        return ""
    rendition = ready_rendition(image, PICTURE_SIZES[size]) or image.get_rendition(PICTURE_SIZES[size])
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="{}" class="{}" decoding="async" {}>',
        rendition.url,
        rendition.width,
        rendition.height,
        alt,
        classes or "picture",
        SafeString('fetchpriority="high"' if eager else 'loading="lazy"'),
    )


@register.simple_tag
def profile_templates(subsite: Any, name: str) -> list[str]:
    """Template names for a part that a profile may replace: the profile's own first, then the core's."""
    profile = getattr(subsite, "profile", "") or "county"
    return [f"site_{profile}/{name}", f"core_pages/profiles/{name}"]


@register.simple_tag
def theme_address(subsite: Any) -> str:
    """Address of the variables of a subsite's theme, empty when nobody ships that theme."""
    theme = str(getattr(subsite, "theme", "") or "county")
    if not THEME_NAME.match(theme):
        return ""
    try:
        return staticfiles_storage.url(f"themes/{theme}.css")
    except ValueError:  # the manifest of collected files does not know it
        return ""


@register.filter
def language_tag(code: str | None) -> str:
    """A Django language code as a BCP 47 tag: `zh-hans` becomes `zh-Hans`."""
    head, _, tail = (code or get_language() or "zh-hans").partition("-")
    return f"{head}-{tail.title() if len(tail) == 4 else tail.upper()}" if tail else head


@register.filter
def chunks(rows: Iterable[Any], size: int) -> list[list[Any]]:
    """The rows in groups of `size`, the last one maybe shorter."""
    every = list(rows)
    return [every[start : start + int(size)] for start in range(0, len(every), int(size))]


@register.inclusion_tag("design/parts/pagination.html", takes_context=True)
def pagination(context: template.Context, page_obj: Page, parameter: str = "page") -> dict[str, Any]:
    """Page numbers below a list; keeps the other query parameters of the request."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else None
    if query is not None:
        query.pop(parameter, None)
    paginator = page_obj.paginator
    return {
        "page_obj": page_obj,
        "parameter": parameter,
        "prefix": f"{query.urlencode()}&" if query else "",
        "numbers": list(paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)),
        "ellipsis": paginator.ELLIPSIS,
    }
