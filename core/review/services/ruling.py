"""Setting the chain, and who stands in for whom."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access.actors import SYSTEM, Actor
from core.access.grants import has_permission, require
from core.audit.services import record
from core.review.models import ReviewRule, StandIn
from core.review.steps import PERMISSION_OF_STEP
from core.tenancy.holding import held_table, let_go
from core.tenancy.table import touch_revision

FIELDS = ("review_hours", "secrecy_hours", "approval_hours", "urgent_hours", "line")


@transaction.atomic
def set_rule(
    *,
    by: Actor,
    profile: str = "",
    subsite: Any = None,
    column: Any = None,
    kind: str = "",
    **values: Any,
) -> ReviewRule:
    """Set the chain for a part of the county: for a subsite or a column of one by who manages its review, for
    a profile or all by the centre. `values` are fields of ReviewRule. Raises PermissionDenied, ValidationError.
    """
    _check_may_rule(by, subsite, column)
    place: Any = {"subsite_id": getattr(subsite, "pk", None), "column_id": getattr(column, "pk", None)}
    rule, _created = ReviewRule.objects.get_or_create(profile=profile, kind=kind, **place)
    for name in FIELDS:
        if name in values:
            setattr(rule, name, values[name])
    rule.full_clean()
    rule.save()
    _everywhere_anew()
    record(
        action="review.rule_set",
        by=by,
        subsite=subsite,
        target=rule,
        data={name: getattr(rule, name) for name in FIELDS},
    )
    return rule


@transaction.atomic
def remove_rule(*, rule: ReviewRule, by: Actor) -> None:
    """Take a rule away; the next wider one counts from then on."""
    _check_may_rule(by, rule.subsite, rule.column)
    record(action="review.rule_removed", by=by, subsite=rule.subsite, target=rule)
    rule.delete()
    _everywhere_anew()


def _check_may_rule(by: Actor, subsite: Any, column: Any) -> None:
    if column is not None:
        subsite = held_table().for_path(column.path)
    if subsite is None:
        subsite = held_table().portal
        require(by, "administer_policy", subsite)
    else:
        require(by, "manage_review", subsite)


def _everywhere_anew() -> None:
    touch_revision()
    let_go()


@transaction.atomic
def set_stand_in(
    *, subsite: Any, person: Any, stand_in: Any, first_day: date, last_day: date, by: Any, reason: str = ""
) -> StandIn:
    """Somebody decides for a person who is away, from one day to another, both included.

    Set by the person themselves or by who manages the review. The stand-in needs no step of their own, but an
    account that enters the administration there. Raises PermissionDenied, ValidationError.
    """
    if by is not SYSTEM and by != person:
        require(by, "manage_review", subsite)
    if not any(has_permission(person, permission, subsite) for permission in PERMISSION_OF_STEP.values()):
        raise PermissionDenied(_("%(person)s takes no step of the review there.") % {"person": person})
    if not has_permission(stand_in, "access_admin", subsite):
        raise ValidationError({"stand_in": _("The stand-in has no role in this office.")})
    if last_day < timezone.localdate():
        raise ValidationError({"last_day": _("This day is over.")})
    row = StandIn(
        subsite_id=subsite.pk,
        person=person,
        stand_in=stand_in,
        first_day=first_day,
        last_day=last_day,
        reason=reason,
    )
    row.full_clean()
    row.save()
    record(
        action="review.stand_in_set",
        by=by,
        subsite=subsite,
        target=row,
        data={"from": first_day.isoformat(), "until": last_day.isoformat()},
    )
    return row


@transaction.atomic
def end_stand_in(*, row: StandIn, by: Any) -> None:
    """Who was away is back, or the wrong person was named: nobody decides for them from now on.

    By the person themselves or by who manages the review. What lies ahead is taken away, what has begun keeps its
    days until yesterday. Raises PermissionDenied.
    """
    if by is not SYSTEM and by != row.person:
        require(by, "manage_review", row.subsite)
    today = timezone.localdate()
    record(
        action="review.stand_in_ended",
        by=by,
        subsite=row.subsite,
        target=row,
        data={"from": row.first_day.isoformat(), "until": row.last_day.isoformat()},
    )
    if row.first_day >= today:
        row.delete()
    elif row.last_day >= today:
        row.last_day = today - timedelta(days=1)
        row.save(update_fields=["last_day"])
