"""The one block through which plugins reach a home page."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


def home_block_choices() -> list[tuple[str, str]]:
    """The blocks that may be chosen on the page being edited, by contribution id."""
    from core.plugin_host.home_blocks import choices

    return choices()


class PluginSlotBlock(blocks.StructBlock):
    """Shows what an enabled plugin offers for home pages.

    It stores a contribution's id, never a plugin's block class: core migrations must not depend on what is
    installed. An id whose plugin is off or gone shows nothing.
    """

    contribution = blocks.ChoiceBlock(label=_("Content"), choices=home_block_choices, search_index=False)
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=60)

    class Meta:
        icon = "plus-inverse"
        label = _("From a plugin")
        template = "core_blocks/plugin_slot.html"

    def get_context(self, value: Any, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        from core.plugin_host.home_blocks import render

        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        request, subsite = context.get("request"), context.get("subsite")
        context["content"] = (
            render(value["contribution"], request=request, subsite=subsite) if subsite else ""
        )
        return context
