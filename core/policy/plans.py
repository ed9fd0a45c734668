"""A change of policy before it is made: rules before and after, compared without writing anything."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.access.roles import Role
from core.tenancy.profiles import profiles
from core.tenancy.table import SubsiteEntry, SubsiteTable

from .decisions import Decision, weigh
from .items import PolicyDomain, PolicyItem
from .querysets import Choices, choices_of
from .registry import items, items_by_domain
from .rules import Held, Rule, RuleKey, Rules


@dataclass(frozen=True, slots=True)
class Change:
    """What a rule is to say; rule None unsays it."""

    key: RuleKey
    rule: Rule | None
    value: Any = None


@dataclass(frozen=True, slots=True)
class Difference:
    """An item whose meaning on a subsite (for a role) differs."""

    item: PolicyItem
    entry: SubsiteEntry
    role: str
    before: Decision
    after: Decision


@dataclass(frozen=True, slots=True)
class Plan:
    """Rules before and after; `changes` holds only what differs."""

    table: SubsiteTable
    before: Rules
    after: Rules
    changes: tuple[Change, ...]

    @property
    def items(self) -> dict[str, PolicyItem]:
        """The items that are changed. An item that is no longer declared (a removed plugin's) is left out."""
        known = items()
        slugs = dict.fromkeys(change.key.item for change in self.changes)
        return {slug: known[slug] for slug in slugs if slug in known}

    def differences(self) -> Iterator[Difference]:
        """Every place where something else holds afterwards."""
        choices: Choices = choices_of(self.table)
        for item in self.items.values():
            for entry in self.table.all:
                for role in ("", *item.roles):
                    before = weigh(item, entry, self.before, choices, role)
                    after = weigh(item, entry, self.after, choices, role)
                    if (before.on, before.value, before.fixed) != (after.on, after.value, after.fixed):
                        yield Difference(item, entry, role, before, after)


def parts_of(plan: Plan) -> Iterator[tuple[PolicyDomain, Plan]]:
    """The domains that a plan touches, each with its own changes."""
    for domain, found in items_by_domain():
        own = {item.slug for item in found}
        changes = tuple(change for change in plan.changes if change.key.item in own)
        if changes:
            yield domain, replace(plan, changes=changes)


def plan_for(table: SubsiteTable, before: Rules, changes: Sequence[Change]) -> Plan:
    """The plan of some changes. Raises ValidationError in words for a change that means nothing."""
    after: dict[RuleKey, Held] = dict(before)
    known = items()
    for change in changes:
        if change.rule is None:
            after.pop(change.key, None)
        else:
            value = _checked(change, known.get(change.key.item), table)
            after[change.key] = Held(change.rule, value)
    different = [key for key in dict.fromkeys(c.key for c in changes) if before.get(key) != after.get(key)]
    return Plan(table, before, after, tuple(_change(key, after.get(key)) for key in different))


def _change(key: RuleKey, held: Held | None) -> Change:
    return Change(key, held.rule if held else None, held.value if held else None)


def _checked(change: Change, item: PolicyItem | None, table: SubsiteTable) -> Any:
    key = change.key
    if item is None:
        raise ValidationError(
            _("There is nothing called “%(item)s” to set policy about.") % {"item": key.item}
        )
    if key.profile and key.subsite_id is not None:
        raise ValidationError(_("Policy is set for a profile or for one subsite, not for both."))
    if key.profile and key.profile not in profiles():
        raise ValidationError(_("There is no profile “%(profile)s”.") % {"profile": key.profile})
    if key.subsite_id is not None and key.subsite_id not in table.by_id:
        raise ValidationError(_("This subsite is not there any more."))
    if key.role and key.role not in item.roles:
        raise ValidationError(
            _("“%(item)s” has no rule for the role “%(role)s”.")
            % {"item": item.label, "role": Role(key.role).label if key.role in Role.values else key.role}
        )
    return item.clean(change.rule or Rule.ALLOWED, change.value)
