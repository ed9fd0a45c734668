"""Blocks of a home page."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from core.design.icons import ICON_CHOICES
from core.tenancy.models import KIND_HEADINGS, OrganisationKind


class LinkCardBlock(blocks.StructBlock):
    """One link with an icon and a line of text: to a page, or to an address."""

    title = blocks.CharBlock(label=_("Title"), max_length=40)
    text = blocks.CharBlock(label=_("Text"), required=False, max_length=100)
    page = blocks.PageChooserBlock(label=pgettext_lazy("link", "Page"), required=False)
    address = blocks.URLBlock(label=_("Address"), required=False)
    icon = blocks.ChoiceBlock(label=_("Icon"), choices=ICON_CHOICES, default="document", search_index=False)


class LinkCardsBlock(blocks.StructBlock):
    """A row of links to what people come for."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=60)
    cards = blocks.ListBlock(LinkCardBlock(), label=_("Links"))

    class Meta:
        icon = "link"
        label = _("Links")
        template = "core_blocks/link_cards.html"

    def get_context(self, value: Any, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        addresses = context.get("addresses")
        context["links"] = [
            {
                "title": card["title"],
                "text": card["text"],
                "icon": card["icon"],
                "url": (addresses.of(card["page"]) if card["page"] and addresses else card["address"]) or "",
            }
            for card in value["cards"]
        ]
        return context


class OfficesStripBlock(blocks.StructBlock):
    """The way to all offices."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=60)

    class Meta:
        icon = "site"
        label = _("Offices")
        template = "core_blocks/offices_strip.html"

    def get_context(self, value: Any, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Adds `kinds`: the offices by kind, from the table of subsites, without a query."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        addresses = context.get("addresses")
        context["kinds"] = [
            {
                "label": KIND_HEADINGS[kind],
                "offices": [
                    {"name": entry.display_name, "url": addresses.home(entry)}
                    for entry in addresses.table.all
                    if entry.kind == kind
                ],
            }
            for kind in (OrganisationKind.TOWNSHIP, OrganisationKind.DEPARTMENT)
            if addresses
        ]
        return context
