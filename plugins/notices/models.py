"""Notices, and the page of their archive."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from core.plugin_api import HeldChanges, PluginPage, SubsiteOwned


class Level(models.TextChoices):
    """How pressing a notice is."""

    INFORMATION = "information", _("Information")
    WARNING = "warning", _("Warning")
    URGENT = "urgent", _("Urgent")


class Notice(HeldChanges, SubsiteOwned):
    """A notice that runs from `starts_at` until `ends_at`, or until somebody ends it. What is changed of a public one
    is held back while the review chain has it."""

    title = models.CharField(_("title"), max_length=80)
    text = models.TextField(_("text"), max_length=2000, blank=True)
    level = models.CharField(_("level"), max_length=16, choices=Level, default=Level.INFORMATION)
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("more on the page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    is_public = models.BooleanField(
        _("public"), default=False, editable=False, help_text=_("Not while the review chain has it.")
    )
    reminded_at = models.DateTimeField(_("reminded"), null=True, editable=False)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        default_permissions = ()
        ordering = ["-starts_at", "-pk"]
        indexes = [
            models.Index(fields=["subsite", "-starts_at"], name="notices_newest"),
            models.Index(fields=["ends_at"], name="notices_end"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(level__in=Level.values), name="notices_level_known"),
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=models.F("starts_at")),
                name="notices_end_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class NoticesPage(PluginPage):
    """The archive of an office's notices."""

    introduction = models.CharField(_("introduction"), max_length=300, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("notices page")
        verbose_name_plural = _("notices pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .presenting import with_addresses
        from .querysets import begun

        context = super().get_context(request, *args, **kwargs)
        subsite = context["subsite"]
        page_obj = Paginator(begun(subsite), 20).get_page(request.GET.get("page"))
        context["page_obj"] = page_obj
        context["notices"] = with_addresses(page_obj, subsite, request)
        return context
