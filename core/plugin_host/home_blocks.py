"""The home page blocks that plugins offer, behind the one PluginSlotBlock of core.blocks."""

from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from core.plugin_api.contributions import HomeBlock, RenderContext
from core.plugin_api.manifest import plugin

from .collecting import attempt
from .gate import is_open
from .registry import contributions_at, find
from .rendering import render_contribution


def choices() -> list[tuple[str, str]]:
    """(contribution id, "plugin: block") of all installed plugins, for the editor's choice."""
    found = []
    for owned in contributions_at(HomeBlock.point):
        config = plugin(owned.owner)
        if config is not None and isinstance(owned.contribution, HomeBlock):
            found.append((owned.id, f"{config.title}: {owned.contribution.label}"))
    return found


def render(contribution_id: str, *, request: HttpRequest | None, subsite: Any) -> SafeString:
    """The block's HTML; empty when its plugin is off for the subsite, gone, or fails."""
    owned = find(HomeBlock.point, contribution_id)
    if owned is None or subsite is None or not is_open(owned.owner, subsite):
        return SafeString("")
    render_context = RenderContext(subsite=subsite, request=request)

    def draw(contribution: Any) -> SafeString:
        return render_contribution(contribution, render_context)

    answers = attempt(owned, draw)
    return answers[0].value if answers else SafeString("")
