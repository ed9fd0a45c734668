"""Plugins' panels on the administration's first screen."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from wagtail.admin.ui.components import Component

from core.access.grants import has_permission, subsites_with
from core.plugin_api.contributions import DashboardPanel, RenderContext
from core.tenancy.holding import held_table
from core.tenancy.table import SubsiteEntry

from .collecting import collect
from .rendering import render_contribution

MOST_SUBSITES = 10
"""Somebody who works on more subsites than this finds the panels on the portal's subsite only."""


class PluginPanel(Component):
    """One contribution for one subsite."""

    template_name = "core_plugin_host/dashboard_panel.html"
    order = 300

    def __init__(self, name: str, label: Any, entry: SubsiteEntry, content: SafeString) -> None:
        self.name = name
        self.label = label
        self.entry = entry
        self.content = content

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"label": self.label, "subsite_name": self.entry.display_name, "content": self.content}


def panels_for(request: HttpRequest) -> list[PluginPanel]:
    """The panels of plugins that are on, for the subsites where the person holds the panel's permission."""
    user: Any = request.user
    staffed = subsites_with(user, "access_admin")
    if len(staffed) > MOST_SUBSITES:
        staffed = [entry for entry in staffed if entry == held_table().portal]
    found = []
    for entry in staffed:
        render_context = RenderContext(subsite=entry, request=request, user=user)
        answers = collect(
            DashboardPanel,
            subsite=entry,
            call=lambda panel, it=render_context: render_contribution(panel, it),  # type: ignore[misc]
            where=lambda panel, at=entry: has_permission(user, panel.permission, at),  # type: ignore[misc]
        )
        for answer in answers:
            if answer.value:
                name = f"{answer.owned.id}@{entry.slug}"
                found.append(PluginPanel(name, answer.owned.contribution.label, entry, answer.value))
    return found
