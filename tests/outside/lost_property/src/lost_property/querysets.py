"""Reads."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from .models import Find, State


def waiting(subsite: Any) -> QuerySet[Find]:
    """What waits to be fetched at an office, newest first."""
    return Find.objects.filter(subsite_id=subsite.pk, state=State.WAITING)


def overdue(subsite: Any, days: int) -> QuerySet[Find]:
    """What has been waiting at an office for more than so many days."""
    last: date = timezone.localdate() - timedelta(days=days)
    return waiting(subsite).filter(found_on__lt=last)


def closed_before(moment: datetime) -> QuerySet[Find]:
    """What was found before the moment and is no longer there, at all offices."""
    return Find.objects.filter(found_on__lt=timezone.localdate(moment)).exclude(state=State.WAITING)
