"""Writes: keyword-only, by whom, checked, atomic, audited."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.plugin_api import SYSTEM, record, require

from .models import Level, Notice

PERMISSION = "notices_manage_notices"


@transaction.atomic
def publish_notice(
    *,
    subsite: Any,
    title: str,
    by: Any,
    text: str = "",
    level: Level = Level.INFORMATION,
    page: Any = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> Notice:
    """Publish a notice on a subsite. Raises PermissionDenied without `notices_manage_notices` there."""
    require(by, PERMISSION, subsite)
    notice = Notice.objects.create(
        subsite_id=subsite.pk,
        title=title,
        text=text,
        level=level,
        page=page,
        starts_at=starts_at or timezone.now(),
        ends_at=ends_at,
        author=None if by is SYSTEM else by,
    )
    record(action="notices.notice.published", by=by, subsite=subsite, target=notice)
    return notice


@transaction.atomic
def end_notice(*, notice: Notice, by: Any) -> None:
    """End a running notice now. Raises PermissionDenied without `notices_manage_notices` on its subsite."""
    require(by, PERMISSION, notice.subsite)
    now = timezone.now()
    if notice.starts_at >= now or (notice.ends_at and notice.ends_at <= now):
        return
    notice.ends_at = now
    notice.save(update_fields=["ends_at"])
    record(action="notices.notice.ended", by=by, subsite=notice.subsite, target=notice)


@transaction.atomic
def mark_reminded(*, notice: Notice) -> bool:
    """Write down that the author is being reminded; False when another process was first."""
    return bool(Notice.objects.filter(pk=notice.pk, reminded_at=None).update(reminded_at=timezone.now()))


@transaction.atomic
def forget_author(*, person: Any) -> int:
    """Take a person's name off their notices; returns off how many."""
    return Notice.objects.filter(author=person).update(author=None)
