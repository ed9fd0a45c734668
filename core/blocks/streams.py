"""The streams that page types use."""

from wagtail import blocks

from .home import LinkCardsBlock, OfficesStripBlock
from .media import AttachmentListBlock, GalleryBlock, PictureBlock, VideoBlock
from .plugin_slot import PluginSlotBlock
from .text import HeadingBlock, NoticeBlock, ParagraphBlock, QuoteBlock, TableBlock


class ArticleStream(blocks.StreamBlock):
    """The body of an article."""

    paragraph = ParagraphBlock()
    heading = HeadingBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    table = TableBlock()
    quote = QuoteBlock()
    notice = NoticeBlock()
    video = VideoBlock()
    attachment_list = AttachmentListBlock()


class HomeStream(blocks.StreamBlock):
    """What a home page shows beside its columns."""

    notice = NoticeBlock()
    link_cards = LinkCardsBlock()
    paragraph = ParagraphBlock()
    picture = PictureBlock()
    offices_strip = OfficesStripBlock()
    plugin_slot = PluginSlotBlock()
