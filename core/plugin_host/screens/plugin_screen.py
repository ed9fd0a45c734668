"""What the plugin screens share."""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.access.grants import has_permission, subsites_with
from core.plugin_api.manifest import PluginConfig, plugin
from core.plugin_host.state import Reason
from core.tenancy.holding import held_table
from core.tenancy.table import SubsiteEntry

if TYPE_CHECKING:
    pass

REASONS: dict[Reason, str | Promise] = {
    Reason.ALWAYS_ON: _("part of every subsite"),
    Reason.FORCED: _("switched on by the centre"),
    Reason.FORBIDDEN: _("not allowed by the centre"),
    Reason.RESTRICTED: _("needs the centre's permission"),
    Reason.SWITCHED: _("decided by this office"),
    Reason.PROFILE: _("as usual for this kind of subsite"),
    Reason.REQUIREMENT: _("a required plugin is off"),
    Reason.BROKEN: _("has a fault"),
}


class PluginScreen(WagtailAdminTemplateMixin, TemplateView):
    """A screen in Wagtail's look."""

    header_icon = "sliders"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("plugin_switches"), "label": _("Plugins")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]


def may_manage_any(request: HttpRequest) -> bool:
    """Does the person switch plugins anywhere?"""
    return bool(subsites_with(request.user, "manage_plugins"))


def entry_or_404(request: HttpRequest, slug: str, permission: str) -> SubsiteEntry:
    """The subsite, if the person holds the permission there."""
    entry = held_table().by_slug.get(slug)
    if entry is None or not has_permission(request.user, permission, entry):
        raise Http404
    return entry


def plugin_or_404(slug: str) -> PluginConfig:
    """An installed, sound plugin."""
    config = plugin(slug)
    if config is None:
        raise Http404
    return config
