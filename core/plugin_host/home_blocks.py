"""The home page blocks that plugins offer, behind the one PluginSlotBlock of core.blocks."""

import operator
from collections.abc import Iterable
from functools import reduce
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.admin_scoping.acting import acting_page
from core.plugin_api.contributions import HomeBlock, RenderContext
from core.plugin_api.manifest import plugin
from core.tenancy.holding import held_table

from .collecting import attempt
from .gate import is_open
from .registry import contributions_at, find
from .rendering import render_contribution


def choices() -> list[tuple[str, str]]:
    """(contribution id, "plugin: block") of the plugins that are on where the edited page stands, for the editor.

    What the page holds already stays a choice, whatever became of its plugin: saving must not cost it. Outside of
    the administration all of what is installed.
    """
    labels = _labels()
    page = acting_page()
    if page is None:
        return list(labels.items())
    if not hasattr(page, "_home_block_choices"):  # asked for once per block of the page
        entry = held_table().for_path(page.path)
        offered = [(each, label) for each, label in labels.items() if _is_open(each, entry)]
        closed = {each for each in [*labels, *_drafted(page)] if not _is_open(each, entry)}
        kept = [
            (each, _("%(block)s (switched off)") % {"block": labels.get(each, each)})
            for each in sorted(_held(page, closed))
        ]
        page._home_block_choices = [*offered, *kept]
    found: list[tuple[str, str]] = page._home_block_choices
    return found


def refuse_closed(page: Any, chosen: Iterable[str]) -> None:
    """Raise ValidationError when a page newly holds a block of a plugin that is off where the page stands.

    What its public text or one of its drafts holds already is kept, in each of its languages. A page that is just
    made is not asked: a home page comes with its subsite, or as the translation of one.
    """
    entry = held_table().for_path(page.path) if page.pk and page.path else None
    if entry is None:
        return
    closed = {each for each in chosen if each and not _is_open(each, entry)}
    if new := closed - _held(page, closed):
        labels = _labels()
        raise ValidationError(
            _("The plugin of this block is switched off on this subsite: %(blocks)s. Choose another block.")
            % {"blocks": ", ".join(sorted(labels.get(each, each) for each in new))},
            code="plugin_off",
        )


def _held(page: Any, wanted: set[str]) -> set[str]:
    """Which of these blocks a home page holds, in its public texts or in one of its drafts. Two queries, or none."""
    model = page.specific_class
    if not wanted or not hasattr(model, "held_home_blocks"):
        return set()
    stored = model._default_manager.filter(translation_key=page.translation_key)
    found = {each for home in stored for each in home.held_home_blocks()}
    if missing := wanted - found:
        mentioned = reduce(operator.or_, (Q(content__body__icontains=f'"{each}"') for each in missing))
        drafts = page.revisions.filter(mentioned).values_list("content__body", flat=True)
        found |= {each for body in drafts for each in missing if f'"{each}"' in body}
    return found & wanted


def _drafted(page: Any) -> set[str]:
    """The blocks of the newest draft, which may be of plugins that are gone."""
    if not hasattr(page.specific_class, "held_home_blocks"):
        return set()
    return set(page.get_latest_revision_as_object().held_home_blocks())


def _is_open(contribution_id: str, entry: Any) -> bool:
    return is_open(contribution_id.partition(".")[0], entry)


def _labels() -> dict[str, str]:
    found = {}
    for owned in contributions_at(HomeBlock.point):
        config = plugin(owned.owner)
        if config is not None and isinstance(owned.contribution, HomeBlock):
            found[owned.id] = f"{config.title}: {owned.contribution.label}"
    return found


def render(contribution_id: str, *, request: HttpRequest | None, subsite: Any) -> SafeString:
    """The block's HTML; empty when its plugin is off for the subsite, gone, or fails."""
    owned = find(HomeBlock.point, contribution_id)
    if owned is None or subsite is None or not is_open(owned.owner, subsite):
        return SafeString("")
    render_context = RenderContext(subsite=subsite, request=request)

    def draw(contribution: Any) -> SafeString:
        return render_contribution(contribution, render_context)

    answers = attempt(owned, draw, subsite=subsite)
    return answers[0].value if answers else SafeString("")
