"""Which chain an item has to go through, from the rules; kept with the table of subsites."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from wagtail.models import Page

from core.policy.decisions import Decision, policy_for
from core.policy.querysets import choices_of, rules_of
from core.policy.rules import Rule as PolicyRuling
from core.tenancy.holding import held_table
from core.tenancy.table import SubsiteEntry, SubsiteTable

from .models import Line, ReviewRule
from .steps import Step


@dataclass(frozen=True, slots=True)
class Chain:
    """Steps with the hours that each may take, in order; without steps no review is asked for."""

    steps: tuple[tuple[Step, int], ...] = ()
    urgent_hours: int = 2
    line: str = Line.OFFICES

    def __bool__(self) -> bool:
        return bool(self.steps)

    def urgent(self) -> "Chain":
        """The chain of an urgent item: the first reading falls away, a second approver comes on top."""
        hours = self.urgent_hours
        secrecy = [(step, hours) for step, _hours in self.steps if step == Step.SECRECY]
        approvals = [(Step.APPROVAL, hours), (Step.SECOND_APPROVAL, hours)]
        return Chain((*secrecy, *approvals), hours, self.line)


NO_CHAIN = Chain()
FULL_CHAIN = Chain(((Step.REVIEW, 24), (Step.SECRECY, 24), (Step.APPROVAL, 48)))
"""What is asked for where policy forbids to publish without review and no rule says more."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A ReviewRule as the table keeps it. `branches` are the tree paths of the column in all languages."""

    profile: str
    subsite_id: int | None
    branches: tuple[str, ...]
    of_column: bool
    kind: str
    chain: Chain

    def fits(self, kind: str, entry: SubsiteEntry, path: str) -> bool:
        """Whether the rule is about such an item."""
        return (
            self.kind in {"", kind}
            and self.profile in {"", entry.profile}
            and self.subsite_id in {None, entry.id}
            and (not self.of_column or path.startswith(self.branches))
        )

    @property
    def narrowness(self) -> tuple[int, bool, bool, bool]:
        """The greater, the narrower."""
        depth = max((len(branch) for branch in self.branches), default=0)
        return depth, self.subsite_id is not None, bool(self.profile), bool(self.kind)


def _chain(rule: ReviewRule) -> Chain:
    steps = (
        (Step.REVIEW, rule.review_hours),
        (Step.SECRECY, rule.secrecy_hours),
        (Step.APPROVAL, rule.approval_hours),
    )
    return Chain(tuple((step, hours) for step, hours in steps if hours), rule.urgent_hours, rule.line)


def _read(_table: SubsiteTable) -> tuple[Rule, ...]:
    rows = list(ReviewRule.objects.select_related("column"))
    keys = {row.column.translation_key for row in rows if row.column}
    branches: dict[object, list[str]] = {}
    for key, path in Page.objects.filter(Q(translation_key__in=keys)).values_list("translation_key", "path"):
        branches.setdefault(key, []).append(path)
    rules = [
        Rule(
            row.profile,
            row.subsite_id,
            tuple(branches[row.column.translation_key]) if row.column else (),
            row.column is not None,
            row.kind,
            _chain(row),
        )
        for row in rows
    ]
    return tuple(sorted(rules, key=lambda rule: rule.narrowness, reverse=True))


ITEM = "publish_without_review"
"""What central policy may force or forbid, for all or for a role."""


def chain_for(kind: str, entry: SubsiteEntry | None, path: str = "", *, person: Any = None) -> Chain:
    """The chain that the narrowest fitting rule asks for. `path` is a page's, or its column's, tree path.

    Central policy goes before the rules: where it lets somebody publish without review in any case there is no
    chain, where it forbids it there always is one. `person` is who publishes; None asks for nobody in particular.
    """
    if entry is None:
        return NO_CHAIN
    ruling = ruling_for(entry, person)
    if ruling.rule == PolicyRuling.FORCED:
        return NO_CHAIN
    rules: Iterable[Rule] = held_table().derive("core_review.rules", _read)
    chain = next((rule.chain for rule in rules if rule.fits(kind, entry, path)), NO_CHAIN)
    return chain or (NO_CHAIN if ruling.on else FULL_CHAIN)


def ruling_for(entry: SubsiteEntry, person: Any = None) -> Decision:
    """What central policy, or the office where policy leaves it to it, says of publishing without review."""
    return policy_for(ITEM, subsite=entry, person=person)


def chain_for_page(page: Page, person: Any = None) -> Chain:
    """The chain for a page at its place in the tree, for somebody or for nobody in particular."""
    return chain_for(page_kind(page), held_table().for_path(page.path), page.path, person=person)


def chain_to_submit(page: Page, person: Any) -> Chain:
    """The chain through which a person's submission goes: whoever need not may submit all the same."""
    return chain_for_page(page, person) or chain_for_page(page)


def page_kind(page: Page) -> str:
    """The kind of content that a page is: `core_pages.articlepage`."""
    model = page.specific_class or type(page)
    return str(model._meta.label_lower)


def chain_below(parent: Page, person: Any = None) -> bool:
    """Whether some page that could be made below this one would have to go through a chain."""
    entry = held_table().for_path(parent.path)
    model = parent.specific_class
    if model is None or not chains_anywhere():
        return False
    return any(
        chain_for(kind._meta.label_lower, entry, parent.path, person=person)
        for kind in model.allowed_subpage_models()
    )


def chains_anywhere() -> bool:
    """Whether some rule asks for a chain: a quick no for a county without."""
    found: bool = held_table().derive("core_review.chains_anywhere", _asked_for)
    return found


def _asked_for(table: SubsiteTable) -> bool:
    rules: Iterable[Rule] = table.derive("core_review.rules", _read)
    return (
        any(rule.chain for rule in rules)
        or any(
            key.item == ITEM and held.rule == PolicyRuling.FORBIDDEN for key, held in rules_of(table).items()
        )
        or any(item == ITEM and not on for (_subsite, item), on in choices_of(table).items())
    )
