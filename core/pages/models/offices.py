"""The page below which offices lie: the townships, the departments; or the index of all of them."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from core.tenancy.models import OrganisationKind

from .base import PageMixin


class OfficesPage(PageMixin, Page):
    """An index of offices by kind and pinyin initial. An empty `lists` shows every kind."""

    lists = models.CharField(_("shows"), max_length=16, choices=OrganisationKind, blank=True)
    introduction = models.CharField(_("introduction"), max_length=300, blank=True)

    arranges_columns = True
    parent_page_types = ["core_pages.HomePage", "core_pages.ColumnPage"]
    subpage_types = ["core_pages.HomePage"]
    content_panels = [*Page.content_panels, FieldPanel("lists"), FieldPanel("introduction")]
    template = "core_pages/offices_page.html"

    class Meta:
        verbose_name = _("index of offices")
        verbose_name_plural = _("indexes of offices")

    def marks(self, request: HttpRequest) -> list[tuple[str, str]]:
        return [("ColumnName", self.title), ("ColumnDescription", self.introduction or self.title),
                ("ColumnKeywords", self.title), ("ColumnType", str(_("Offices")))]  # fmt: skip

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from core.pages.offices import offices_context

        context = super().get_context(request, *args, **kwargs)
        context.update(offices_context(request, self, context))
        return context
