"""How a source fares, kept in its row, so that every process knows. The circuit breaker is part of it.

After `THRESHOLD` failures in a row a source is left alone for a while, twice as long after each further failure. When
the while is over, one caller gets to try; the others are still told that it is down.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.access.actors import SYSTEM
from core.plugin_api import record
from plugins.queries.models.sources import DataSource
from plugins.queries.sources.faults import Fault, SourceDownError

THRESHOLD = 3
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=15)


def pause_after(failures: int) -> timedelta | None:
    """How long a source is left alone after so many failures in a row; None while it is not."""
    if failures < THRESHOLD:
        return None
    return min(FIRST_PAUSE * 2 ** min(failures - THRESHOLD, 10), LONGEST_PAUSE)


def claim_try(source: DataSource) -> None:
    """Go on if the source may be asked. Raises `SourceDownError` where it is to be left alone."""
    state = DataSource.objects.values("next_try_at", "fault").get(pk=source.pk)
    planned = state["next_try_at"]
    if planned is None:
        return
    now = timezone.now()
    if planned <= now:
        # Whoever moves the time on is the one who tries.
        later = now + timedelta(seconds=source.timeout_seconds) + FIRST_PAUSE
        if DataSource.objects.filter(pk=source.pk, next_try_at=planned).update(next_try_at=later):
            return
    raise SourceDownError(Fault(state["fault"]))


def note_success(source: DataSource, milliseconds: int) -> None:
    """The source answered."""
    now = timezone.now()
    fields: dict[str, Any] = {"last_success_at": now, "last_try_at": now, "last_milliseconds": milliseconds}
    with transaction.atomic():
        healthy = DataSource.objects.filter(pk=source.pk, failures=0).update(**fields)
        if healthy:
            return
        came_back = DataSource.objects.filter(pk=source.pk, failures__gt=0).update(
            **fields, failures=0, down_since=None, next_try_at=None, fault=""
        )
        if came_back:
            record(action="data_source.recovered", by=SYSTEM, subsite=source.subsite, target=source)


def note_failure(source: DataSource, fault: Fault) -> None:
    """The source gave nothing."""
    now = timezone.now()
    with transaction.atomic():
        first = DataSource.objects.filter(pk=source.pk, failures=0).update(
            failures=1, down_since=now, fault=fault.value, last_try_at=now
        )
        if first:
            record(
                action="data_source.failed",
                by=SYSTEM,
                subsite=source.subsite,
                target=source,
                data={"fault": fault.value},
            )
            return
        DataSource.objects.filter(pk=source.pk).update(
            failures=F("failures") + 1, fault=fault.value, last_try_at=now
        )
        failures = DataSource.objects.values_list("failures", flat=True).get(pk=source.pk)
        DataSource.objects.filter(pk=source.pk).update(next_try_at=_plus(now, pause_after(failures)))


def _plus(now: datetime, pause: timedelta | None) -> datetime | None:
    return now + pause if pause else None
