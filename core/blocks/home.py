"""Blocks of a home page."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from core.design.icons import ICON_CHOICES
from core.tenancy.models import KIND_HEADINGS, OrganisationKind
from core.tenancy.table import SubsiteEntry

STRIP_KINDS = (OrganisationKind.TOWNSHIP, OrganisationKind.DEPARTMENT)


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
        """Adds `offices`: the links to all offices by kind, from the table of subsites, without a query."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        if addresses := context.get("addresses"):
            listed = [entry for entry in addresses.table.all if entry.kind in STRIP_KINDS]
            context["offices"] = addresses.keep(
                "offices strip",
                [entry.root_path for entry in listed],
                lambda: _draw_offices(addresses, listed),
            )
        return context


def _draw_offices(addresses: Any, listed: list[SubsiteEntry]) -> SafeString:
    kinds = [
        {
            "label": KIND_HEADINGS[kind],
            "offices": [
                {"name": entry.display_name, "url": addresses.home(entry)}
                for entry in listed
                if entry.kind == kind
            ],
        }
        for kind in STRIP_KINDS
    ]
    return render_to_string("core_blocks/offices_lists.html", {"kinds": kinds})
