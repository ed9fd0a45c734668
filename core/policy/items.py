"""What policy can be set about: declared data, of the core, of other core apps and of plugins.

An app names its domains by dotted path in an attribute `policy_domains` on its AppConfig, which may be imported
while settings load. docs/architecture.md, section 2, tells how rules are weighed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from .rules import Rule

if TYPE_CHECKING:
    from .plans import Plan

type Text = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyItem:
    """One thing that policy is set about; use one of the three kinds below."""

    slug: str
    label: Text
    help_text: Text = ""
    roles: tuple[str, ...] = ()
    """Roles that may have a rule of their own."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """What may be said about it."""
        return (Rule.ALLOWED,)

    @property
    def default_value(self) -> Any:
        """The value where nothing is said."""
        return None

    def clean(self, rule: Rule, value: Any) -> Any:
        """The value as it is stored. Raises ValidationError in words."""
        if rule not in self.rules:
            raise ValidationError(
                _("“%(rule)s” cannot be said of “%(item)s”.") % {"rule": rule.label, "item": self.label}
            )
        return None

    def words(self, rule: Rule, value: Any) -> str:
        """What a rule says, for people."""
        return str(rule.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionItem(PolicyItem):
    """Something that is forced, left to the office, or forbidden.

    `default_rule` holds where nothing is said; `on_by_default` where the office decides and has not.
    With `choosable` the office's manager decides on the screen “Rules for this subsite”; without, the app that
    declares the item knows what the office decided (plugins have their switches).
    """

    default_rule: Rule = Rule.ALLOWED
    on_by_default: bool = True
    choosable: bool = True
    labels: Mapping[Rule, Text] = field(default_factory=dict)
    """Other words for the rules; a rule that must not be said is left out, when any are given."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        return tuple(self.labels) or tuple(Rule)

    def words(self, rule: Rule, value: Any) -> str:
        return str(self.labels.get(rule, rule.label))


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitItem(PolicyItem):
    """A whole number between `least` and `most`, such as megabytes."""

    default: int
    least: int = 1
    most: int
    unit: Text

    @property
    def default_value(self) -> int:
        return self.default

    def clean(self, rule: Rule, value: Any) -> int:
        PolicyItem.clean(self, rule, value)
        try:
            number = int(value)
        except (TypeError, ValueError):
            number = self.least - 1
        if not self.least <= number <= self.most:
            raise ValidationError(
                _("“%(item)s” must be a whole number from %(least)d to %(most)d.")
                % {"item": self.label, "least": self.least, "most": self.most}
            )
        return number

    def words(self, rule: Rule, value: Any) -> str:
        return f"{value} {self.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionItem(PolicyItem):
    """Some of `options`; what is not selected is forbidden."""

    options: Sequence[str]

    @property
    def default_value(self) -> list[str]:
        return sorted(self.options)

    def clean(self, rule: Rule, value: Any) -> list[str]:
        PolicyItem.clean(self, rule, value)
        chosen = sorted(set(value)) if isinstance(value, (list, tuple, set)) else None
        if chosen is None or not set(chosen) <= set(self.options):
            raise ValidationError(
                _("“%(item)s” may hold only: %(options)s.")
                % {"item": self.label, "options": ", ".join(sorted(self.options))}
            )
        return chosen

    def words(self, rule: Rule, value: Any) -> str:
        return ", ".join(value) or _("none")


@dataclass(frozen=True, slots=True)
class Effect:
    """One consequence of a change, in a sentence, and the subsites it meets."""

    text: str
    subsites: tuple[str, ...] = ()
    loses: bool = False
    """Something that is there now disappears, or is refused from now on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyDomain:
    """Items that belong together, and what their app has to say about a change of them.

    `refuse` raises ValidationError when the plan can't be; `effects` says what it would do;
    `applied` acts on it, in the same transaction. Each is called only with plans that touch the domain.
    """

    slug: str
    label: Text
    items: Callable[[], Iterable[PolicyItem]]
    order: int = 100
    refuse: "Callable[[Plan], None] | None" = None
    effects: "Callable[[Plan], Iterable[Effect]] | None" = None
    applied: "Callable[[Plan], None] | None" = None
