"""The policy screen's fields: what stands there, and what was typed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from core.access.roles import Role
from core.policy.decisions import Level
from core.policy.items import DecisionItem, LimitItem, PolicyDomain, PolicyItem, SelectionItem
from core.policy.plans import Change
from core.policy.previews import held_words, item_words
from core.policy.registry import items_by_domain
from core.policy.rules import Held, Rule, RuleKey, Rules

from .scopes import Scope

NOTHING = ""


def level_words(level: Level) -> str:
    """Who said it."""
    return {
        Level.OFFICE: _("the office"),
        Level.SUBSITE: _("the rule for the subsite"),
        Level.PROFILE: _("the rule for the kind of subsite"),
        Level.COUNTY: _("the rule for the county"),
        Level.DEFAULT: _("the default"),
    }[level]


@dataclass(frozen=True, slots=True)
class Field:
    """One rule on the screen. `name` in the form; `otherwise` what holds where nothing is said here."""

    item: PolicyItem
    role: str
    name: str
    held: Held | None
    otherwise: str

    @property
    def label(self) -> str:
        return str(Role(self.role).label) if self.role else str(self.item.label)

    @property
    def full_label(self) -> str:
        """The item, and the role where there is one: what a screen reader says of the field."""
        return item_words(RuleKey(self.item.slug, role=self.role), {self.item.slug: self.item})

    @property
    def kind(self) -> str:
        return {DecisionItem: "decision", LimitItem: "limit", SelectionItem: "selection"}[type(self.item)]

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """Rules with their words, and whether each is set."""
        return [
            (rule.value, self.item.words(rule, None), self.held is not None and self.held.rule == rule)
            for rule in self.item.rules
        ]

    @property
    def options(self) -> list[tuple[str, bool]]:
        """Options of a selection, and whether each is selected."""
        if not isinstance(self.item, SelectionItem):
            return []
        chosen = self.held.value if self.held else self.item.default_value
        return [(option, option in chosen) for option in sorted(self.item.options)]


@dataclass(frozen=True, slots=True)
class Row:
    """An item on the screen: the rule for all, and those for single roles."""

    item: PolicyItem
    for_all: Field
    by_role: tuple[Field, ...]

    @property
    def said_of_roles(self) -> int:
        """How many roles have a rule of their own here."""
        return sum(field.held is not None for field in self.by_role)


def rows_of(domain_items: Sequence[PolicyItem], scope: Scope, rules: Rules) -> Iterator[Row]:
    """The fields of some items in a scope: one for all, and one for each role that may have its own."""
    for item in domain_items:
        fields = []
        for role in ("", *item.roles):
            held, level = scope.inherited(item, role, rules)
            if held is not None:
                words = held_words(held, item)
            elif isinstance(item, DecisionItem):
                words = item.words(item.default_rule, None)
            else:
                words = item.words(Rule.ALLOWED, item.default_value)
            otherwise = _("%(rule)s (%(who)s)") % {"rule": words, "who": level_words(level)}
            name = f"{item.slug}|{role}"
            fields.append(Field(item, role, name, rules.get(scope.key(item.slug, role)), otherwise))
        yield Row(item, fields[0], tuple(fields[1:]))


def sections(scope: Scope, rules: Rules) -> list[tuple[PolicyDomain, list[Row]]]:
    """All domains with their fields."""
    return [(domain, list(rows_of(found, scope, rules))) for domain, found in items_by_domain() if found]


def typed_changes(posted: QueryDict, scope: Scope) -> list[Change]:
    """What the form says, as changes; fields that were not posted are left alone."""
    changes = []
    for _domain, found in items_by_domain():
        for item in found:
            for role in ("", *item.roles):
                name = f"{item.slug}|{role}"
                if name not in posted:
                    continue
                key, typed = scope.key(item.slug, role), str(posted[name]).strip()
                if typed == NOTHING:
                    changes.append(Change(key, None))
                elif isinstance(item, LimitItem):
                    changes.append(Change(key, Rule.ALLOWED, typed))
                elif isinstance(item, SelectionItem):
                    changes.append(Change(key, Rule.ALLOWED, posted.getlist(f"{name}|options")))
                elif typed in Rule.values:
                    changes.append(Change(key, Rule(typed)))
    return changes


def as_json(changes: Sequence[Change]) -> list[dict[str, Any]]:
    """Changes for a hidden field."""
    return [
        {**change.key._asdict(), "rule": change.rule.value if change.rule else None, "value": change.value}
        for change in changes
    ]


def from_json(data: Any) -> list[Change]:
    """Changes from a hidden field; whatever is malformed is left out, and all the rest is checked by the service."""
    found = []
    for row in data if isinstance(data, list) else []:
        if not isinstance(row, Mapping) or not isinstance(row.get("item"), str):
            continue
        subsite_id, rule = row.get("subsite_id"), row.get("rule")
        key = RuleKey(
            row["item"],
            str(row.get("profile") or ""),
            subsite_id if isinstance(subsite_id, int) else None,
            str(row.get("role") or ""),
        )
        found.append(Change(key, Rule(rule) if rule in Rule.values else None, row.get("value")))
    return found
