"""What is on where: availability, central policy, the profile's set and the subsite's switch together."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q

from core.plugin_api.manifest import Availability, PluginConfig, installed_plugins
from core.plugin_api.problems import has_problem
from core.tenancy.profiles import profiles
from core.tenancy.table import SubsiteEntry, SubsiteTable

from .models import PluginPolicy, PluginSwitch, PolicyRule
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
    return table.derive("plugin_states", _compute)


def _compute(table: SubsiteTable) -> StateTable:
    ensure_loaded()  # a plugin whose contributions can't be read is found out here
    switches: dict[tuple[int, str], bool] = {
        (subsite_id, slug): enabled
        for subsite_id, slug, enabled in PluginSwitch.objects.values_list("subsite_id", "slug", "enabled")
    }
    policies: dict[tuple[str | int, str], str] = {
        (subsite_id or profile, slug): rule
        for subsite_id, profile, slug, rule in PluginPolicy.objects.values_list(
            "subsite_id", "profile", "slug", "rule"
        )
    }
    by_profile = {slug: profile.plugins for slug, profile in profiles().items()}
    plugins = installed_plugins()
    return {
        entry.id: _states_of(entry, plugins, switches, policies, by_profile.get(entry.profile, ()))
        for entry in table.all
    }


def states_on(entry: SubsiteEntry) -> Mapping[str, PluginState]:
    """The present states on one subsite, read from the database: two queries, and no other subsite is looked at."""
    ensure_loaded()
    rows = PluginSwitch.objects.filter(subsite_id=entry.id).values_list("slug", "enabled")
    switches = {(entry.id, slug): enabled for slug, enabled in rows}
    scope = Q(subsite_id=entry.id) | Q(subsite_id=None, profile=entry.profile)
    rules = PluginPolicy.objects.filter(scope).values_list("subsite_id", "profile", "slug", "rule")
    policies: dict[tuple[str | int, str], str] = {
        (subsite_id or profile, slug): rule for subsite_id, profile, slug, rule in rules
    }
    profile = profiles().get(entry.profile)
    return _states_of(entry, installed_plugins(), switches, policies, profile.plugins if profile else ())


def _states_of(
    entry: SubsiteEntry,
    plugins: tuple[PluginConfig, ...],
    switches: Mapping[tuple[int, str], bool],
    policies: Mapping[tuple[str | int, str], str],
    profile_set: tuple[str, ...],
) -> dict[str, PluginState]:
    found: dict[str, PluginState] = {}
    for config in plugins:  # in loading order: what is required comes first
        rule = policies.get((entry.id, config.slug)) or policies.get((entry.profile, config.slug))
        wanted, reason, switchable = decide(
            config, rule, switches.get((entry.id, config.slug)), config.slug in profile_set
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
    if rule == PolicyRule.FORCED:
        return True, Reason.FORCED, False
    if rule == PolicyRule.FORBIDDEN:
        return False, Reason.FORBIDDEN, False
    if rule is None and config.availability == Availability.RESTRICTED:
        return False, Reason.RESTRICTED, False
    if switch is not None:
        return switch, Reason.SWITCHED, True
    return in_profile, Reason.PROFILE, True
