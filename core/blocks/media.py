"""Blocks of pictures, video and files."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock


class PictureBlock(blocks.StructBlock):
    """A picture with a caption. The alternative text is what a screen reader says; empty means decoration."""

    image = ImageChooserBlock(label=_("Picture"))
    alternative = blocks.CharBlock(label=_("Alternative text"), required=False, max_length=200)
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "core_blocks/picture.html"


class GalleryBlock(blocks.StructBlock):
    """Several pictures."""

    pictures = blocks.ListBlock(PictureBlock(), label=_("Pictures"))

    class Meta:
        icon = "image"
        label = _("Gallery")
        template = "core_blocks/gallery.html"


class VideoBlock(blocks.StructBlock):
    """A video file of the office's own, with its transcript: what is said must be readable too."""

    file = DocumentChooserBlock(label=_("Video file"))
    poster = ImageChooserBlock(label=_("Poster"), required=False)
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    transcript = blocks.TextBlock(label=_("Transcript"), required=False)

    class Meta:
        icon = "media"
        label = _("Video")
        template = "core_blocks/video.html"


class AttachmentListBlock(blocks.StructBlock):
    """Files to download."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    files = blocks.ListBlock(DocumentChooserBlock(), label=_("Files"))

    class Meta:
        icon = "doc-full"
        label = _("Attachments")
        template = "core_blocks/attachment_list.html"
