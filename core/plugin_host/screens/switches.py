"""The switches of a subsite, for its manager."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from core.access.actors import person_of
from core.access.grants import has_permission, is_central
from core.access.subsite_screen import SubsiteScreenMixin
from core.plugin_api.manifest import installed_plugins
from core.plugin_host.affected import affected_by
from core.plugin_host.models import PluginFault
from core.plugin_host.refusals import PluginRefusal, titles
from core.plugin_host.services import disable_plugin, enable_plugin
from core.plugin_host.settings_store import settings_form
from core.plugin_host.state import states
from core.tenancy.table import SubsiteEntry, subsite_table

from .plugin_screen import REASONS, PluginScreen, entry_or_404, plugin_or_404


class SwitchesScreen(SubsiteScreenMixin, PluginScreen):
    """All plugins of one subsite with their states."""

    template_name = "core_plugin_host/switches.html"
    page_title = gettext_lazy("Plugins")
    permission = "manage_plugins"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        rows = [self._row(config) for config in installed_plugins()]
        faults = PluginFault.objects.filter(slug__in=[row["slug"] for row in rows if row["on"]])[:20]
        context.update(
            rows=rows,
            entry=self.entry,
            managed=self.managed,
            faults=faults,
            central=is_central(self.request.user),
        )
        return context

    def _row(self, config: Any) -> dict[str, Any]:
        state = states(subsite_table())[self.entry.id][config.slug]
        form = settings_form(config.slug)
        return {
            "slug": config.slug,
            "title": config.title,
            "summary": config.summary,
            "version": config.version,
            "on": state.on,
            "switchable": state.switchable,
            "reason": REASONS[state.reason],
            "requires": titles(config.requires) if config.requires else "",
            "has_settings": state.on
            and form is not None
            and has_permission(self.request.user, form.permission, self.entry),
        }


class SwitchScreen(PluginScreen):
    """One switch: what it changes, and the button."""

    template_name = "core_plugin_host/switch.html"
    enable = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.entry = entry_or_404(request, kwargs["subsite"], "manage_plugins")
        self.plugin = plugin_or_404(kwargs["slug"])

    def get_page_title(self) -> str:
        text = _("Switch on “%(plugin)s”") if self.enable else _("Switch off “%(plugin)s”")
        return text % {"plugin": self.plugin.title}

    def get_page_subtitle(self) -> str:
        return self.entry.display_name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context.update(
            plugin=self.plugin,
            entry=self.entry,
            enable=self.enable,
            affected=affected_by(self.plugin.slug, self.entry),
            back=self._list_url(),
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Switch, say so, and offer the way back."""
        switch = enable_plugin if self.enable else disable_plugin
        try:
            switch(subsite=self.entry, slug=self.plugin.slug, by=person_of(request))
        except PluginRefusal as refusal:
            messages.error(request, " ".join(refusal.messages))
            return HttpResponseRedirect(self._list_url())
        done = (
            _("“%(plugin)s” is now on.") if self.enable else _("“%(plugin)s” is now off. Its data is kept.")
        )
        opposite = "plugin_switch_off" if self.enable else "plugin_switch_on"
        undo = reverse(opposite, args=[self.entry.slug, self.plugin.slug])
        messages.success(
            request, done % {"plugin": self.plugin.title}, buttons=[messages.button(undo, _("Undo"))]
        )
        return HttpResponseRedirect(self._list_url())

    def _list_url(self) -> str:
        return switches_url(self.entry)


def switches_url(entry: SubsiteEntry) -> str:
    """The list of switches of a subsite."""
    return reverse("plugin_switches_of", args=[entry.slug])
