"""Blocks of running text."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from core.sanitise import clean_html

RICH_TEXT_FEATURES = [
    "h3",
    "h4",
    "bold",
    "italic",
    "ol",
    "ul",
    "link",
    "document-link",
    "superscript",
    "subscript",
]


class HeadingBlock(blocks.StructBlock):
    """A heading inside an article: level two or three, below the title."""

    text = blocks.CharBlock(label=_("Heading"), max_length=120)
    level = blocks.ChoiceBlock(
        label=_("Level"),
        choices=[("h2", pgettext_lazy("heading", "Section")), ("h3", _("Subsection"))],
        default="h2",
        search_index=False,
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "core_blocks/heading.html"


class ParagraphBlock(blocks.RichTextBlock):
    """Running text with lists and links. Wagtail's editor keeps an allow-list; ours comes on top."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": RICH_TEXT_FEATURES, **kwargs})

    def clean(self, value: object) -> object:
        cleaned = super().clean(value)
        if "<" in cleaned.source:
            cleaned.source = _clean_keeping_page_links(cleaned.source)
        return cleaned

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "core_blocks/paragraph.html"


def _clean_keeping_page_links(source: str) -> str:
    """Clean what carries no Wagtail reference; text with references was whitelisted by the editor already."""
    return source if "linktype=" in source or "<embed" in source else clean_html(source)


class QuoteBlock(blocks.StructBlock):
    """A quotation and who said it."""

    text = blocks.TextBlock(label=_("Quotation"))
    attribution = blocks.CharBlock(label=_("Attribution"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "core_blocks/quote.html"


class NoticeBlock(blocks.StructBlock):
    """A framed notice."""

    kind = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[("information", _("Information")), ("warning", _("Warning"))],
        default="information",
        search_index=False,
    )
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    text = ParagraphBlock(label=_("Text"))

    class Meta:
        icon = "info-circle"
        label = _("Notice")
        template = "core_blocks/notice.html"


class TableBlock(blocks.StructBlock):
    """A small table with a caption; its first row is the header."""

    caption = blocks.CharBlock(label=_("Caption"), max_length=160)
    header = blocks.ListBlock(blocks.CharBlock(), label=_("Header"))
    rows = blocks.ListBlock(blocks.ListBlock(blocks.CharBlock(required=False)), label=_("Rows"))

    class Meta:
        icon = "table"
        label = _("Table")
        template = "core_blocks/table.html"
