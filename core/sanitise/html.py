"""The allow-lists, and the two cleaners in a row."""

import bleach
import nh3

INLINE_TAGS = frozenset({"a", "abbr", "b", "br", "code", "em", "i", "mark", "s", "strong", "sub", "sup", "u"})
BLOCK_TAGS = INLINE_TAGS | {
    "blockquote", "caption", "dd", "dl", "dt", "figcaption", "figure", "h2", "h3", "h4", "h5", "hr", "li",
    "ol", "p", "pre", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
}
SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def _clean(html: str, tags: frozenset[str]) -> str:
    walled = nh3.clean(
        html,
        tags=set(tags),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items() if tag in tags},
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
    )
    return bleach.clean(
        walled,
        tags=tags,
        attributes={tag: sorted(names) for tag, names in ATTRIBUTES.items()},
        protocols=SCHEMES,
        strip=True,
        strip_comments=True,
    )


def clean_html(html: str) -> str:
    """Body HTML with only what an article needs: no script, style, form, frame, picture or event handler."""
    return _clean(html, BLOCK_TAGS)


def clean_inline(html: str) -> str:
    """HTML inside one line: emphasis and links only."""
    return _clean(html, INLINE_TAGS)
