"""What would a change of policy do? Said before it is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.access.roles import Role
from core.tenancy.models import TenancyRevision
from core.tenancy.profiles import profiles
from core.tenancy.table import SubsiteTable, subsite_table

from .items import Effect, PolicyItem
from .plans import Change, Plan, parts_of, plan_for
from .querysets import present_rules
from .registry import items
from .rules import Held, RuleKey
from .services import refuse


@dataclass(frozen=True, slots=True)
class Line:
    """One rule before and after, in words."""

    what: str
    where: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do; `problem` says why it can't be, `token` which state was looked at."""

    lines: tuple[Line, ...]
    effects: tuple[Effect, ...]
    problem: str
    token: UUID | None


def preview(changes: Sequence[Change]) -> Preview:
    """Look without writing. A change that means nothing is a problem in words, not an exception."""
    token = TenancyRevision.objects.filter(pk=1).values_list("token", flat=True).first()
    table = subsite_table()
    try:
        plan = plan_for(table, present_rules(), changes)
    except ValidationError as refusal:
        return Preview((), (), " ".join(refusal.messages), token)
    problem = ""
    try:
        refuse(plan)
    except ValidationError as refusal:
        problem = " ".join(refusal.messages)
    return Preview(lines_of(plan), effects_of(plan), problem, token)


def effects_of(plan: Plan) -> tuple[Effect, ...]:
    """What all touched domains say, each of its own items."""
    return tuple(
        effect for domain, part in parts_of(plan) if domain.effects for effect in domain.effects(part)
    )


def lines_of(plan: Plan) -> tuple[Line, ...]:
    """The changes themselves."""
    known = items()
    return tuple(
        Line(
            what=item_words(change.key, known),
            where=scope_words(change.key, plan.table),
            before=held_words(plan.before.get(change.key), known.get(change.key.item)),
            after=held_words(plan.after.get(change.key), known.get(change.key.item)),
        )
        for change in plan.changes
    )


def item_words(key: RuleKey, known: Mapping[str, PolicyItem]) -> str:
    """What a rule is about."""

    item = known.get(key.item)
    label = str(item.label) if item else key.item
    if key.role:
        role = Role(key.role).label if key.role in Role.values else key.role
        label = _("%(item)s, %(role)s") % {"item": label, "role": role}
    return label


def scope_words(key: RuleKey, table: SubsiteTable, gone: str = "") -> str:
    """Where a rule holds."""
    if key.subsite_id is not None:
        entry = table.by_id.get(key.subsite_id)
        return entry.display_name if entry else gone
    if gone:
        return gone
    if key.profile:
        profile = profiles().get(key.profile)
        return str(profile.title) if profile else key.profile
    return _("Whole county")


def held_words(held: Held | None, item: PolicyItem | None) -> str:
    """What a rule says."""
    if held is None:
        return _("nothing said")
    return item.words(held.rule, held.value) if item else str(held.rule.label)
