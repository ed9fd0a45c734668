"""Plugins as items of central policy: forced, left to the office, or forbidden."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.access.reach import reach_within
from core.plugin_api.events import PluginDisabled, PluginEnabled, publish
from core.plugin_api.manifest import Availability, installed_plugins, plugin
from core.policy.items import DecisionItem, Effect, PolicyDomain
from core.policy.plans import Plan
from core.policy.rules import Rule
from core.tenancy.holding import held_table
from core.tenancy.table import SubsiteEntry

from .affected import pages_of
from .refusals import PluginRefusal, titles
from .state import PluginState, Reason, StateTable, states_under

PREFIX = "plugin."


def item_slug(slug: str) -> str:
    """The policy item of a plugin."""
    return PREFIX + slug


def _items() -> Iterable[DecisionItem]:
    return (
        DecisionItem(
            slug=item_slug(config.slug),
            label=config.title,
            help_text=config.summary,
            default_rule=(Rule.FORBIDDEN if config.availability == Availability.RESTRICTED else Rule.ALLOWED),
            choosable=False,
        )
        for config in installed_plugins()
        if config.availability != Availability.ALWAYS_ON
    )


def _refuse(plan: Plan) -> None:
    """What must be on has to have what it requires."""
    for subsite_id, found in states_under(plan.table, plan.after).items():
        for slug, state in found.items():
            if state.decided == Reason.FORCED and state.missing:
                config = plugin(slug)
                raise PluginRefusal(
                    _("On %(subsite)s “%(plugin)s” is always on, and needs %(others)s, which is off there.")
                    % {
                        "subsite": plan.table.by_id[subsite_id].display_name,
                        "plugin": config.title if config else slug,
                        "others": titles(state.missing),
                    }
                )


def _effects(plan: Plan) -> Iterator[Effect]:
    """Which plugins go on and off where, and how many published pages vanish or come back."""
    before, after = states_under(plan.table, plan.before), states_under(plan.table, plan.after)
    for config in installed_plugins():
        for on in (False, True):
            entries = [
                entry
                for entry in plan.table.all
                if _on(before, entry, config.slug) is not on and _on(after, entry, config.slug) is on
            ]
            if not entries:
                continue
            names = tuple(entry.display_name for entry in entries)
            text = _("“%(plugin)s” is switched on.") if on else _("“%(plugin)s” is switched off.")
            yield Effect(text % {"plugin": config.title}, names, loses=not on)
            yield from _pages(plan, config.slug, entries, on)
        bound = [
            entry
            for entry in plan.table.all
            if _on(before, entry, config.slug) is _on(after, entry, config.slug)
            and before[entry.id][config.slug].switchable is not after[entry.id][config.slug].switchable
        ]
        for switchable in (False, True):
            those = [e for e in bound if after[e.id][config.slug].switchable is switchable]
            if those:
                text = (
                    _("“%(plugin)s” stays as it is; from now on the office decides.")
                    if switchable
                    else _("“%(plugin)s” stays as it is; the office can no longer change it.")
                )
                yield Effect(text % {"plugin": config.title}, tuple(e.display_name for e in those))


def _pages(plan: Plan, slug: str, entries: list[SubsiteEntry], on: bool) -> Iterator[Effect]:
    count = pages_of(slug).filter(reach_within(plan.table, entries).query(), live=True).count()
    if not count:
        return
    if on:
        text = ngettext("%(count)d page appears again.", "%(count)d pages appear again.", count)
    else:
        text = ngettext(
            "%(count)d page vanishes from the public; it is kept.",
            "%(count)d pages vanish from the public; they are kept.",
            count,
        )
    yield Effect(text % {"count": count}, loses=not on)


def _on(found: StateTable, entry: SubsiteEntry, slug: str) -> bool:
    state = found[entry.id].get(slug)
    return state is not None and state.on


def _applied(plan: Plan) -> None:
    tell(states_under(plan.table, plan.before), states_under(held_table(), plan.after))


def tell(before: StateTable, after: StateTable) -> None:
    """Publish what went on and off between the two."""
    for subsite_id, found in after.items():
        earlier: Mapping[str, PluginState] = before.get(subsite_id, {})
        for slug, state in found.items():
            was_on = slug in earlier and earlier[slug].on
            if state.on and not was_on:
                publish(PluginEnabled(subsite_id=subsite_id, slug=slug))
            elif was_on and not state.on:
                publish(PluginDisabled(subsite_id=subsite_id, slug=slug))


PLUGINS = PolicyDomain(
    slug="plugins",
    label=gettext_lazy("Plugins"),
    items=_items,
    order=50,
    refuse=_refuse,
    effects=_effects,
    applied=_applied,
)
