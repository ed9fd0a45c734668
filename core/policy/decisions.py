"""What does policy say here? The one place that answers, for the core and for plugins."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Protocol

from core.access.actors import SYSTEM
from core.access.grants import HasPrimaryKey, roles_of
from core.tenancy.holding import held_table
from core.tenancy.table import SubsiteTable

from .items import DecisionItem, LimitItem, PolicyItem
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


def policy_for(item: str, *, subsite: HasPrimaryKey, person: Any) -> Decision:
    """What policy says about an item on a subsite to one person, by the roles that they hold there.

    Of several roles the one that is given most counts. The rule for all counts for whoever holds no role that may
    have a rule of its own (the centre, superusers), and for nobody in particular (`person` None or SYSTEM).
    No query unless some rule is said of a role; then one per person object. Raises as `policy` does.
    """
    table = held_table()
    found, entry = item_named(item), table.by_id[subsite.pk]
    rules, choices = rules_of(table), choices_of(table)
    roles: list[str] = []
    if (
        item in _said_of_roles(table)
        and person is not None
        and person is not SYSTEM
        and person.is_authenticated
    ):
        roles = sorted(roles_of(person).get(entry.id, frozenset()) & set(found.roles))
    return _most([weigh(found, entry, rules, choices, role) for role in roles or [""]], found)


def _said_of_roles(table: SubsiteTable) -> frozenset[str]:
    """The items of which some rule is said of a role."""
    said: frozenset[str] = table.derive(
        "policy_items_of_roles", lambda it: frozenset(key.item for key in rules_of(it) if key.role)
    )
    return said


def _most(decisions: Sequence[Decision], item: PolicyItem) -> Decision:
    """What several roles amount to together: the widest decision, the highest limit, all of the selections."""
    if isinstance(item, DecisionItem):
        return max(decisions, key=lambda each: (each.on, each.rule == Rule.FORCED))
    if isinstance(item, LimitItem):
        return max(decisions, key=lambda each: each.value)
    return replace(decisions[0], value=sorted({option for each in decisions for option in each.value}))


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
