"""Writes: keyword-only, by whom, checked, atomic, audited."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from core.plugin_api import Subsite, record, require

from .models import Find, State
from .querysets import overdue

PERMISSION = "lost_property_manage_finds"


@transaction.atomic
def write_down(*, subsite: Any, thing: str, place: str, by: Any, found_on: date | None = None) -> Find:
    """Write down a find. Raises PermissionDenied without `lost_property_manage_finds` on the subsite."""
    require(by, PERMISSION, subsite)
    find = Find(subsite_id=subsite.pk, thing=thing, place=place, found_on=found_on or timezone.localdate())
    number(find)
    find.save()
    record(action="lost_property.find.registered", by=by, subsite=subsite, target=find)
    return find


def number(find: Find) -> None:
    """Give a new find its office's next number; the office's row is locked, so that nobody else takes the same."""
    Subsite.objects.select_for_update().get(pk=find.subsite_id)
    last = Find.objects.filter(subsite_id=find.subsite_id).aggregate(last=Max("number"))["last"]
    find.number = (last or 0) + 1


@transaction.atomic
def hand_on_overdue(*, subsite: Any, days: int, by: Any) -> int:
    """Mark as handed on what nobody fetched in so many days; returns how many. Raises PermissionDenied."""
    require(by, PERMISSION, subsite)
    count = 0
    for find in overdue(subsite, days).select_for_update():
        find.state = State.HANDED_ON
        find.save(update_fields=["state"])
        record(action="lost_property.find.handed_on", by=by, subsite=subsite, target=find)
        count += 1
    return count
