"""What is on where: availability, central policy, the profile's set and the subsite's switch together."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.plugin_api.manifest import Availability, PluginConfig, installed_plugins
from core.plugin_api.problems import has_problem
from core.policy.decisions import rule_for
from core.policy.querysets import rules_for, rules_of
from core.policy.rules import Rule, Rules
from core.tenancy.profiles import profiles
from core.tenancy.table import SubsiteEntry, SubsiteTable

from .models import PluginSwitch
from .registry import ensure_loaded


class Reason(StrEnum):
    """Why a plugin is on or off on a subsite."""

    ALWAYS_ON = "always_on"
    FORCED = "forced"
    FORBIDDEN = "forbidden"
    RESTRICTED = "restricted"
    SWITCHED = "switched"
    PROFILE = "profile"
    REQUIREMENT = "requirement"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class PluginState:
    """A plugin on one subsite. `wanted` is what was `decided`, `on` what holds: requirements count too.

    `switchable` says whether the subsite's manager may change it; `missing` names the
    requirements that are off.
    """

    on: bool
    wanted: bool
    decided: Reason
    switchable: bool
    missing: tuple[str, ...] = ()
    broken: bool = False

    @property
    def reason(self) -> Reason:
        """Why it is on or off, in the end."""
        if self.broken:
            return Reason.BROKEN
        return Reason.REQUIREMENT if self.wanted and not self.on else self.decided


type StateTable = Mapping[int, Mapping[str, PluginState]]


def states(table: SubsiteTable) -> StateTable:
    """The state of every sound plugin on every subsite, computed once per picture of the subsites.

    Two queries when the picture is new, whatever the number of subsites.
    """
    return table.derive("plugin_states", lambda table: states_under(table, rules_of(table)))


def states_under(table: SubsiteTable, rules: Rules) -> StateTable:
    """The same under rules of policy that need not be in force."""
    ensure_loaded()  # a plugin whose contributions can't be read is found out here
    switches = table.derive("plugin_switches", _switches)
    by_profile = {slug: profile.plugins for slug, profile in profiles().items()}
    plugins = installed_plugins()
    return {
        entry.id: _states_of(entry, plugins, switches, rules, by_profile.get(entry.profile, ()))
        for entry in table.all
    }


def _switches(_table: SubsiteTable) -> dict[tuple[int, str], bool]:
    return {
        (subsite_id, slug): enabled
        for subsite_id, slug, enabled in PluginSwitch.objects.values_list("subsite_id", "slug", "enabled")
    }


def states_on(entry: SubsiteEntry) -> Mapping[str, PluginState]:
    """The present states on one subsite, read from the database: two queries, and no other subsite is looked at."""
    ensure_loaded()
    rows = PluginSwitch.objects.filter(subsite_id=entry.id).values_list("slug", "enabled")
    switches = {(entry.id, slug): enabled for slug, enabled in rows}
    profile = profiles().get(entry.profile)
    return _states_of(
        entry, installed_plugins(), switches, rules_for(entry), profile.plugins if profile else ()
    )


def _states_of(
    entry: SubsiteEntry,
    plugins: tuple[PluginConfig, ...],
    switches: Mapping[tuple[int, str], bool],
    rules: Rules,
    profile_set: tuple[str, ...],
) -> dict[str, PluginState]:
    found: dict[str, PluginState] = {}
    for config in plugins:  # in loading order: what is required comes first
        held, _level = rule_for(f"plugin.{config.slug}", entry, rules)
        wanted, reason, switchable = decide(
            config,
            held.rule if held else None,
            switches.get((entry.id, config.slug)),
            config.slug in profile_set,
        )
        missing = tuple(slug for slug in config.requires if slug not in found or not found[slug].on)
        broken = has_problem(config.slug)
        on = wanted and not missing and not broken
        found[config.slug] = PluginState(on, wanted, reason, switchable and not broken, missing, broken)
    return found


def decide(
    config: PluginConfig | type[PluginConfig], rule: str | None, switch: bool | None, in_profile: bool
) -> tuple[bool, Reason, bool]:
    """(is it to be on, why, may the office change it), before requirements are looked at."""
    if config.availability == Availability.ALWAYS_ON:
        return True, Reason.ALWAYS_ON, False
    if rule == Rule.FORCED:
        return True, Reason.FORCED, False
    if rule == Rule.FORBIDDEN:
        return False, Reason.FORBIDDEN, False
    if rule is None and config.availability == Availability.RESTRICTED:
        return False, Reason.RESTRICTED, False
    if switch is not None:
        return switch, Reason.SWITCHED, True
    return in_profile, Reason.PROFILE, True
