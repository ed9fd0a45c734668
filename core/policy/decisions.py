"""What does policy say here? The one place that answers, for the core and for plugins."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from core.access.grants import HasPrimaryKey
from core.tenancy.holding import held_table

from .items import DecisionItem, PolicyItem
from .querysets import Choices, choices_of, rules_of
from .registry import item_named
from .rules import Held, Rule, RuleKey, Rules


class Level(StrEnum):
    """Who said it, the nearest first."""

    OFFICE = "office"
    SUBSITE = "subsite"
    PROFILE = "profile"
    COUNTY = "county"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Decision:
    """What holds for an item on a subsite.

    `on`: may it be, is it on (decisions only). `value`: the limit or the selection. `fixed`: the office cannot
    change it. `level`: who said it.
    """

    item: str
    rule: Rule
    on: bool
    value: Any
    fixed: bool
    level: Level


def policy(item: str, *, subsite: HasPrimaryKey, role: str = "") -> Decision:
    """What policy says about an item on a subsite (a Subsite or a SubsiteEntry), for holders of a role.

    No query beyond the table of subsites. Raises ValueError for an unknown item, LookupError for an unknown
    subsite.
    """
    table = held_table()
    return weigh(item_named(item), table.by_id[subsite.pk], rules_of(table), choices_of(table), role)


@dataclass(frozen=True, slots=True)
class _Unmade:
    """As much of a subsite as weighing looks at, where there is none yet."""

    profile: str
    id: int = 0


def policy_for_profile(item: str, profile: str) -> Decision:
    """What policy says about an item on a subsite of this profile that is still to be made."""
    table = held_table()
    return weigh(item_named(item), _Unmade(profile), rules_of(table), {}, "")


class Weighed(Protocol):
    """A subsite's entry in the table, or one to be made."""

    @property
    def id(self) -> int: ...

    @property
    def profile(self) -> str: ...


def rule_for(
    slug: str, entry: Weighed, rules: Rules, roles: tuple[str, ...] = ("",)
) -> tuple[Held | None, Level]:
    """The rule that counts: the subsite's own before its profile's before the county's; a role's own first."""
    scopes = (
        (Level.SUBSITE, "", entry.id),
        (Level.PROFILE, entry.profile, None),
        (Level.COUNTY, "", None),
    )
    for level, profile, subsite_id in scopes:
        for role in roles:
            held = rules.get(RuleKey(slug, profile, subsite_id, role))
            if held is not None:
                return held, level
    return None, Level.DEFAULT


def weigh(item: PolicyItem, entry: Weighed, rules: Rules, choices: Choices, role: str = "") -> Decision:
    """The same as `policy`, over rules that need not be in force (a preview)."""
    held, level = rule_for(item.slug, entry, rules, (role, "") if role in item.roles else ("",))
    if not isinstance(item, DecisionItem):
        value = item.default_value if held is None else held.value
        return Decision(item.slug, Rule.ALLOWED, True, value, True, level)
    rule = item.default_rule if held is None else held.rule
    on = rule == Rule.FORCED
    if rule == Rule.ALLOWED:
        chosen = choices.get((entry.id, item.slug)) if item.choosable else None
        on = item.on_by_default if chosen is None else chosen
        if chosen is not None:
            level = Level.OFFICE
    return Decision(item.slug, rule, on, None, rule != Rule.ALLOWED, level)
