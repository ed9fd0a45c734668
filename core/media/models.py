"""Pictures and attachments; each lies in its office's collection."""

import secrets
from pathlib import PurePath
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage

PRIVATE_FOLDER = "private_pictures"
"""Folder, below the media folder, of pictures that are not for everybody: never served without asking."""


class Picture(AbstractImage):
    """A picture. `credit` names who made it."""

    credit = models.CharField(_("credit"), max_length=120, blank=True)

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit")

    def get_upload_to(self, filename: str) -> str:
        """Wagtail's, with a word in the name that nobody guesses: a web server sends pictures without asking who
        wants them, so only the page that shows a picture may tell its address. Renditions inherit the name.
        Pictures in a private collection lie apart, where each request is asked for permission."""
        from .privacy import restrictions_of

        name = PurePath(filename)
        path: str = super().get_upload_to(f"{name.stem[:60]}-{secrets.token_hex(8)}{name.suffix}")
        return f"{PRIVATE_FOLDER}/{path}" if restrictions_of(self.collection) else path

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_picture", "Can choose picture")]


class Rendition(AbstractRendition):
    """A picture cut to a size."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    def get_upload_to(self, filename: str) -> str:
        """Beside the picture that it is cut from, private or not."""
        path: str = super().get_upload_to(filename)
        private = self.image.file.name.startswith(f"{PRIVATE_FOLDER}/")
        return f"{PRIVATE_FOLDER}/{path}" if private else path

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition"
            )
        ]


def folder_of_its_own(_attachment: Any, filename: str) -> str:
    """Where an attachment lies: alone in a folder, so that its name never meets another office's file.

    In one folder for all, a name that is taken gets a suffix: an office would learn that some other has a file of
    that name, and a citizen would download it with the suffix.
    """
    return f"documents/{secrets.token_hex(4)}/{filename}"


class Attachment(AbstractDocument):
    """A file to download."""

    file = models.FileField(_("file"), upload_to=folder_of_its_own)

    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        permissions = [("choose_attachment", "Can choose attachment")]
