"""Finds, and the page that lists them."""

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from core.plugin_api import PluginPage, SubsiteOwned, plugin_settings


class State(models.TextChoices):
    """Where a find is."""

    WAITING = "waiting", _("waiting to be fetched")
    FETCHED = "fetched", _("fetched")
    HANDED_ON = "handed_on", _("handed on to the police")


class Find(SubsiteOwned):
    """One thing that was found: what and where, never whose."""

    thing = models.CharField(_("what was found"), max_length=120)
    place = models.CharField(_("where it was found"), max_length=120)
    found_on = models.DateField(_("found on"), default=timezone.localdate)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.WAITING)

    class Meta:
        verbose_name = _("find")
        verbose_name_plural = _("finds")
        default_permissions = ()
        ordering = ["-found_on", "-pk"]
        indexes = [
            models.Index(fields=["subsite", "state", "-found_on"], name="lost_property_newest"),
            models.Index(fields=["found_on"], name="lost_property_age"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="lost_property_state_known"
            )
        ]

    def __str__(self) -> str:
        return self.thing


class LostPropertyPage(PluginPage):
    """The list of what waits at an office."""

    introduction = models.CharField(_("introduction"), max_length=300, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("Lost property list")
        verbose_name_plural = _("Lost property lists")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .querysets import waiting

        context = super().get_context(request, *args, **kwargs)
        subsite = context["subsite"]
        context["page_obj"] = Paginator(waiting(subsite), 20).get_page(request.GET.get("page"))
        context["counter"] = plugin_settings("lost_property", subsite)["counter"]
        return context
