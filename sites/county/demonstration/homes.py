"""What the home pages show beside their columns."""

import json
import tomllib
from collections.abc import Mapping
from typing import Any

from core.pages.models import ColumnPage, HomePage
from sites.county.demonstration.media import Media, picture_value
from sites.county.demonstration.offices import FOLDER
from sites.county.demonstration.streams import block, entries

type Pages = Mapping[str, ColumnPage]


def home_stream(profile: str, language: str, pages: Pages, media: Media) -> str:
    """The home page's content as JSON; ``pages`` are the columns by slug, cards without one are left out."""
    plan = _plans()[profile][language]
    blocks: list[dict[str, Any]] = []
    key = f"home/{profile}/{language}"
    if plan["notice"]:
        value = {"kind": "information", "title": "", "text": f"<p>{plan['notice']}</p>"}
        blocks.append(block("notice", value, key=f"{key}/notice"))
    cards = [
        {
            "title": card["title"],
            "text": card["text"],
            "page": pages[card["column"]].pk,
            "address": "",
            "icon": card["icon"],
        }
        for card in plan["cards"]
        if card["column"] in pages
    ]
    links = {"title": plan["title"], "cards": entries(cards, key=f"{key}/cards")}
    blocks.append(block("link_cards", links, key=f"{key}/link_cards"))
    if "paragraph" in plan:
        blocks.append(block("paragraph", f"<p>{plan['paragraph']}</p>", key=f"{key}/paragraph"))
    if picture := plan.get("picture"):
        value = picture_value(media, picture["motif"], picture["caption"])
        blocks.append(block("picture", value, key=f"{key}/picture"))
    for contribution in plan["plugins"]:
        slot = {"contribution": contribution, "title": ""}
        blocks.append(block("plugin_slot", slot, key=f"{key}/{contribution}"))
    if plan["offices"]:
        blocks.append(block("offices_strip", {"title": ""}, key=f"{key}/offices"))
    return json.dumps(blocks, ensure_ascii=False)


def furnish_home(home: HomePage, profile: str, language: str, pages: Pages, media: Media) -> bool:
    """Fill an empty home page. True when that changed anything; a home page with content stays as it is."""
    if len(home.body):
        return False
    home.body = home_stream(profile, language, pages, media)
    # Not cleaned: what a plugin shows here is wanted as soon as the plugin is switched on.
    home.save(clean=False)
    return True


def _plans() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "homes" / "homes.toml").read_text(encoding="utf-8"))
