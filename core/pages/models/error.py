"""What visitors read when a page can't be shown, in an office's own words."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from core.blocks.streams import HomeStream

from .base import PageMixin


class ErrorPage(PageMixin, Page):
    """Shown with its status instead of the built-in words; never listed, never found by search."""

    class Status(models.IntegerChoices):
        """The statuses that an office may word itself."""

        FORBIDDEN = 403, _("Not allowed")
        NOT_FOUND = 404, _("Not found")

    status = models.PositiveSmallIntegerField(_("shown for"), choices=Status, default=Status.NOT_FOUND)
    body = StreamField(HomeStream(), blank=True, verbose_name=_("content"))

    parent_page_types = ["core_pages.HomePage"]
    subpage_types: list[str] = []
    show_in_menus_default = False
    content_panels = [*Page.content_panels, FieldPanel("status"), FieldPanel("body")]
    search_fields: list[object] = [*Page.search_fields]
    template = "core_pages/error_page.html"

    class Meta:
        verbose_name = _("error page")
        verbose_name_plural = _("error pages")
