"""What the plugin keeps: entries of an office, and the page that lists them."""

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from core.plugin_api import PluginPage, SubsiteOwned, plugin_settings, plugin_url


class SampleEntry(SubsiteOwned):
    """One entry of an office."""

    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"), max_length=4000, blank=True)
    published_at = models.DateTimeField(_("published"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        default_permissions = ()
        ordering = ["-published_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class SamplePage(PluginPage):
    """The page that lists the entries of its office."""

    introduction = models.CharField(_("introduction"), max_length=300, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("Sample list")
        verbose_name_plural = _("Sample lists")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .querysets import entries_of

        context = super().get_context(request, *args, **kwargs)
        subsite = context["subsite"]
        values = plugin_settings("sample", subsite)
        page_obj = Paginator(entries_of(subsite), values["per_page"]).get_page(request.GET.get("page"))
        context["page_obj"] = page_obj
        context["welcome"] = values["welcome"]
        context["entries"] = [
            {
                "entry": entry,
                "url": plugin_url(
                    subsite,
                    "sample:entry",
                    pk=entry.pk,
                    request=request,
                ),
            }
            for entry in page_obj
        ]
        return context
