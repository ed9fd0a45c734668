"""Central policy: which plugins are forced, allowed or forbidden, by kind of subsite and by exception."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from core.plugin_api.manifest import PluginConfig, installed_plugins
from core.plugin_host.policy import PREFIX
from core.plugin_host.refusals import PluginRefusal
from core.plugin_host.services import set_policy
from core.policy.querysets import present_rules
from core.policy.rules import Rule
from core.tenancy.profiles import profiles
from core.tenancy.table import subsite_table

from .plugin_screen import PluginScreen, is_central, person, plugin_or_404


class PolicyScreen(PluginScreen):
    """Base of the central screens: 404 for everybody else."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not is_central(request):
            raise Http404

    def apply(self, request: HttpRequest, slug: str, rule: str, **scope: Any) -> bool:
        """Set one rule ("" unsays it); a refusal becomes a message."""
        try:
            return set_policy(slug=slug, rule=rule or None, by=person(request), **scope)
        except (PluginRefusal, ValueError) as refusal:
            messages.error(request, " ".join(getattr(refusal, "messages", [str(refusal)])))
            return False


class MatrixScreen(PolicyScreen):
    """Plugins by profiles."""

    template_name = "core_plugin_host/policy.html"
    page_title = gettext_lazy("Plugin policy")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        rules = _rules()
        exceptions: dict[str, int] = {}
        for slug, _subsite_id in _exceptions():
            exceptions[slug] = exceptions.get(slug, 0) + 1
        context.update(
            profiles=list(profiles().values()),
            choices=Rule.choices,
            rows=[
                {
                    "plugin": config,
                    "fixed": config.availability == "always_on",
                    "cells": [
                        {"profile": profile, "rule": rules.get((config.slug, slug), "")}
                        for slug, profile in profiles().items()
                    ],
                    "exceptions": exceptions.get(config.slug, 0),
                }
                for config in installed_plugins()
            ],
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Apply what differs, required plugins first."""
        rules = _rules()
        changed = 0
        for config in installed_plugins():
            for profile in profiles():
                wanted = request.POST.get(f"{config.slug}:{profile}")
                if wanted is not None and wanted != rules.get((config.slug, profile), ""):
                    changed += self.apply(request, config.slug, wanted, profile=profile)
        if changed:
            messages.success(request, _("The policy has been changed."))
        return HttpResponseRedirect(reverse("plugin_policy"))


class ExceptionsScreen(PolicyScreen):
    """One plugin's exceptions for single subsites."""

    template_name = "core_plugin_host/policy_exceptions.html"
    plugin: PluginConfig

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.plugin = plugin_or_404(kwargs["slug"])

    def get_page_title(self) -> str:
        return _("Exceptions for “%(plugin)s”") % {"plugin": self.plugin.title}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        rules = {
            subsite_id: rule for (slug, subsite_id), rule in _exceptions().items() if slug == self.plugin.slug
        }
        table = subsite_table()
        context.update(
            plugin=self.plugin,
            choices=Rule.choices,
            rows=[{"entry": entry, "rule": rules[entry.id]} for entry in table.all if entry.id in rules],
            others=[entry for entry in table.all if entry.id not in rules],
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Set or unsay one exception."""
        entry = subsite_table().by_slug.get(request.POST.get("subsite", ""))
        if entry is None:
            messages.error(request, _("Choose a subsite."))
        elif self.apply(request, self.plugin.slug, request.POST.get("rule", ""), subsite=entry):
            messages.success(request, _("The exception has been changed."))
        return HttpResponseRedirect(request.path)


def _rules() -> dict[tuple[str, str], str]:
    return {
        (key.item.removeprefix(PREFIX), key.profile): held.rule.value
        for key, held in present_rules().items()
        if key.item.startswith(PREFIX) and key.subsite_id is None
    }


def _exceptions() -> dict[tuple[str, int], str]:
    return {
        (key.item.removeprefix(PREFIX), key.subsite_id): held.rule.value
        for key, held in present_rules().items()
        if key.item.startswith(PREFIX) and key.subsite_id is not None
    }
