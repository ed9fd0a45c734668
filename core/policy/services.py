"""Changing policy: the only path, for the screens, the commands, the seed and plugins."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.access.actors import SYSTEM, Actor
from core.access.grants import require
from core.audit.services import record
from core.tenancy.holding import let_go
from core.tenancy.models import Subsite, TenancyRevision
from core.tenancy.table import subsite_table, touch_revision

from .decisions import weigh
from .items import DecisionItem
from .models import PolicyChange, PolicyChangeSet, PolicyChoice, PolicyRule
from .plans import Change, Plan, plan_for
from .querysets import choices_of, present_rules, rules_of
from .registry import item_named, items_by_domain
from .rules import Held, Rule, RuleKey


class PolicyMoved(ValidationError):
    """Something was changed after the preview: look again."""


@transaction.atomic
def change_policy(
    *,
    changes: Sequence[Change],
    by: Actor,
    note: str = "",
    expected: UUID | None = None,
    reverts: PolicyChangeSet | None = None,
) -> PolicyChangeSet | None:
    """Set or unset rules, all or none. Returns the change set, or None when nothing differs.

    `expected` is the revision token of the preview. Raises PermissionDenied without `administer_policy`,
    PolicyMoved when the token is another by now, ValidationError when a change means nothing or a domain refuses
    it (what must be on would lack what it needs).
    """
    require(by, "administer_policy", subsite_table().portal)
    token = _lock()
    if expected is not None and expected != token:
        raise PolicyMoved(_("Something has been changed in the meantime. Look at the effects again."))
    plan = plan_for(subsite_table(), present_rules(), changes)
    if not plan.changes:
        return None
    refuse(plan)
    made = _write(plan, by, note.strip()[:300], reverts)
    touch_revision()
    let_go()
    for domain, found in items_by_domain():
        if domain.applied and any(item.slug in plan.items for item in found):
            domain.applied(plan)
    return made


def refuse(plan: Plan) -> None:
    """Raise ValidationError when a domain can't have the plan."""
    for domain, found in items_by_domain():
        if domain.refuse and any(item.slug in plan.items for item in found):
            domain.refuse(plan)


@transaction.atomic
def choose(*, item: str, subsite: Any, on: bool, by: Actor) -> bool:
    """What the office decides about an item that policy leaves to it. True when that changed anything.

    Raises PermissionDenied without `manage_settings` there, ValidationError when the centre has decided.
    """
    require(by, "manage_settings", subsite)
    _lock()
    table = subsite_table()
    entry = table.by_id.get(subsite.pk)
    if entry is None:
        raise Subsite.DoesNotExist(subsite.pk)
    found = item_named(item)
    decision = weigh(found, entry, rules_of(table), choices_of(table))
    if not isinstance(found, DecisionItem) or not found.choosable or decision.fixed:
        raise ValidationError(_("The centre has decided this: “%(item)s”.") % {"item": found.label})
    if decision.on == on:
        return False
    PolicyChoice.objects.update_or_create(
        subsite_id=entry.id, item=item, defaults={"on": on, "changed_by": _person(by)}
    )
    record(action="policy.chosen", by=by, subsite=entry, data={"item": item, "on": on})
    touch_revision()
    let_go()
    return True


def _person(by: Actor) -> Any:
    return None if by is SYSTEM else by


def _lock() -> UUID:
    """Let policy and switches be changed one after the other, in all processes. Returns the token."""
    TenancyRevision.objects.get_or_create(pk=1)
    return TenancyRevision.objects.select_for_update().get(pk=1).token


def _write(plan: Plan, by: Actor, note: str, reverts: PolicyChangeSet | None) -> PolicyChangeSet:
    made = PolicyChangeSet.objects.create(by=_person(by), by_label=str(by), note=note, reverts=reverts)
    rows = []
    for change in plan.changes:
        key = change.key
        subsite_id: Any = key.subsite_id
        scope = PolicyRule.objects.filter(
            item=key.item, profile=key.profile, subsite_id=subsite_id, role=key.role
        )
        if change.rule is None:
            scope.delete()
        elif not scope.update(rule=change.rule, value=change.value):
            PolicyRule.objects.create(**key._asdict(), rule=change.rule, value=change.value)
        entry = plan.table.by_id.get(key.subsite_id) if key.subsite_id is not None else None
        rows.append(
            PolicyChange(
                change_set=made,
                **key._asdict(),
                subsite_label=entry.name if entry else "",
                before=as_data(plan.before.get(key)),
                after=as_data(plan.after.get(key)),
            )
        )
    PolicyChange.objects.bulk_create(rows)
    record(
        action="policy.reverted" if reverts else "policy.changed",
        by=by,
        target=made,
        data={
            "note": note,
            "reverts": reverts.pk if reverts else None,
            "changes": [{**row.key._asdict(), "before": row.before, "after": row.after} for row in rows],
        },
    )
    return made


def as_data(held: Held | None) -> dict[str, Any] | None:
    """A rule as JSON."""
    return None if held is None else {"rule": held.rule.value, "value": held.value}


def from_data(data: dict[str, Any] | None) -> Held | None:
    """A rule from JSON."""
    return None if data is None else Held(Rule(data["rule"]), data["value"])


def change_back(key: RuleKey, data: dict[str, Any] | None) -> Change:
    """The change that makes a rule what it was."""
    held = from_data(data)
    return Change(key, held.rule if held else None, held.value if held else None)
