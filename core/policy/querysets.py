"""Reading rules and offices' decisions."""

from collections.abc import Iterable, Mapping

from django.db.models import Q

from core.tenancy.table import SubsiteEntry, SubsiteTable

from .models import PolicyChoice, PolicyRule
from .rules import Held, Rule, RuleKey, Rules

type Choices = Mapping[tuple[int, str], bool]


def rules_of(table: SubsiteTable) -> Rules:
    """All rules, read once per picture of the subsites: every change of policy makes a new picture."""
    found: Rules = table.derive("policy_rules", lambda _table: present_rules())
    return found


def choices_of(table: SubsiteTable) -> Choices:
    """All offices' decisions, read once per picture of the subsites."""
    return table.derive(
        "policy_choices",
        lambda _table: {
            (subsite_id, item): on
            for subsite_id, item, on in PolicyChoice.objects.values_list("subsite_id", "item", "on")
        },
    )


def present_rules() -> dict[RuleKey, Held]:
    """All rules as the database has them now."""
    return _read(Q())


def rules_for(entry: SubsiteEntry) -> dict[RuleKey, Held]:
    """The rules that can meet one subsite, as the database has them now."""
    return _read(Q(subsite_id=entry.id) | Q(subsite_id=None, profile__in=("", entry.profile)))


def _read(condition: Q) -> dict[RuleKey, Held]:
    rows: Iterable[tuple[str, str, int | None, str, str, object]] = PolicyRule.objects.filter(
        condition
    ).values_list("item", "profile", "subsite_id", "role", "rule", "value")
    return {
        RuleKey(item, profile, subsite_id, role): Held(Rule(rule), value)
        for item, profile, subsite_id, role, rule, value in rows
    }
