"""A plugin's settings on one subsite."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from core.access.actors import person_of
from core.access.grants import has_permission
from core.plugin_host.gate import is_open
from core.plugin_host.settings_store import plugin_settings, save_settings, settings_form

from .plugin_screen import PluginScreen, entry_or_404, plugin_or_404
from .switches import switches_url


class SettingsScreen(PluginScreen):
    """The plugin's own form; 404 while the plugin is off."""

    template_name = "core_plugin_host/settings.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.plugin = plugin_or_404(kwargs["slug"])
        contribution = settings_form(self.plugin.slug)
        if contribution is None:
            raise Http404
        self.entry = entry_or_404(request, kwargs["subsite"], contribution.permission)
        if not is_open(self.plugin.slug, self.entry):
            raise Http404
        self.form_class = contribution.form

    def get_page_title(self) -> str:
        return _("Settings of “%(plugin)s”") % {"plugin": self.plugin.title}

    def get_page_subtitle(self) -> str:
        return self.entry.display_name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        initial = dict(plugin_settings(self.plugin.slug, self.entry))
        context.setdefault("form", self.form_class(initial=initial))
        context["back"] = (
            switches_url(self.entry)
            if has_permission(self.request.user, "manage_plugins", self.entry)
            else ""
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, or show what is wrong."""
        form = self.form_class(request.POST, initial=dict(plugin_settings(self.plugin.slug, self.entry)))
        if not form.is_valid():
            messages.validation_error(request, _("The settings could not be saved."), form)
            response: HttpResponse = self.render_to_response(self.get_context_data(form=form))
            return response
        save_settings(slug=self.plugin.slug, subsite=self.entry, form=form, by=person_of(request))
        messages.success(request, _("The settings have been saved."))
        return HttpResponseRedirect(request.path)
