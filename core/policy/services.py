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
from .plans import Change, Plan, parts_of, plan_for
from .querysets import choices_of, present_rules, rules_of
from .registry import item_named, items
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
    for domain, part in parts_of(plan):
        if domain.applied:
            domain.applied(part)
    return made


@transaction.atomic
def revert_changes(
    *, change_set: PolicyChangeSet, by: Actor, note: str = "", expected: UUID | None = None
) -> PolicyChangeSet:
    """Make every rule of a change set what it was before, as a change set of its own.

    Raises as change_policy does, and ValidationError when it was reverted already, when later changes touched the
    same rules, or when a subsite of it is gone.
    """
    require(by, "administer_policy", subsite_table().portal)
    _lock()
    problem = cannot_revert(change_set)
    if problem:
        raise ValidationError(problem)
    made = change_policy(
        changes=changes_back(change_set), by=by, note=note, expected=expected, reverts=change_set
    )
    if made is None:
        raise ValidationError(_("The earlier values hold already."))
    return made


def cannot_revert(change_set: PolicyChangeSet) -> str:
    """Why a change set can't be taken back, in words; "" when it can."""
    if PolicyChangeSet.objects.filter(reverts=change_set).exists():
        return _("This change was reverted already.")
    present = present_rules()
    known = items()
    touched = []
    for row in change_set.changes.all():
        if row.subsite_label and row.subsite_id is None:
            return _("The subsite %(subsite)s is not there any more.") % {"subsite": row.subsite_label}
        if as_data(present.get(row.key)) != row.after:
            item = known.get(row.item)
            touched.append(str(item.label) if item else row.item)
    if touched:
        return _("Later changes touch the same rules (%(items)s). Revert those first.") % {
            "items": ", ".join(dict.fromkeys(touched))
        }
    return ""


def changes_back(change_set: PolicyChangeSet) -> list[Change]:
    """The changes that take a change set back."""
    return [_change_back(row.key, row.before) for row in change_set.changes.all()]


def refuse(plan: Plan) -> None:
    """Raise ValidationError when a domain can't have the plan."""
    for domain, part in parts_of(plan):
        if domain.refuse:
            domain.refuse(part)


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


def _change_back(key: RuleKey, data: dict[str, Any] | None) -> Change:
    return Change(key, None) if data is None else Change(key, Rule(data["rule"]), data["value"])
