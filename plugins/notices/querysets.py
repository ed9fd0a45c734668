"""Reads."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils import timezone

from .models import Level, Notice


def begun(subsite: Any) -> QuerySet[Notice]:
    """Notices of a subsite whose time has come, running or over, newest first."""
    return Notice.objects.filter(subsite_id=subsite.pk, is_public=True, starts_at__lte=timezone.now())


def running(subsite: Any) -> QuerySet[Notice]:
    """Notices of a subsite that run at present, the most pressing first."""
    pressing = Case(
        When(level=Level.URGENT, then=Value(0)), When(level=Level.WARNING, then=Value(1)), default=Value(2)
    )
    now = timezone.now()
    return (
        begun(subsite).filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now)).order_by(pressing, "-starts_at")
    )


def ending_within(subsite: Any, span: timedelta) -> QuerySet[Notice]:
    """Running notices that end within the span and whose author has not been reminded."""
    return running(subsite).filter(ends_at__lte=timezone.now() + span, reminded_at=None, author__isnull=False)


def ended_before(moment: datetime) -> QuerySet[Notice]:
    """Notices of all subsites that were over at the moment."""
    return Notice.objects.filter(ends_at__lt=moment)


def open_urgent_since(subsite: Any, moment: datetime) -> QuerySet[Notice]:
    """Urgent notices of a subsite that have been running since before the moment."""
    return running(subsite).filter(level=Level.URGENT, starts_at__lt=moment)
