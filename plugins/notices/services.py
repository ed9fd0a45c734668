"""Writes: keyword-only, by whom, checked, atomic, audited."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.plugin_api import (
    SYSTEM,
    needs_review,
    record,
    require,
    require_cleared,
    require_taking_back_cleared,
    submit_for_review,
)

from .models import Level, Notice

PERMISSION = "notices_manage_notices"
KIND = "notices.notice"


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
    """Publish a notice on a subsite; where the review chain decides, hand it in. Raises PermissionDenied without
    `notices_manage_notices` there.
    """
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
    hand_in_or_publish(notice=notice, by=by)
    return notice


def hand_in_or_publish(*, notice: Notice, by: Any, corrects: bool = False) -> None:
    """What was written goes to the chain, and is not shown until it is cleared; without a chain it is public."""
    if by is not SYSTEM and needs_review(KIND, subsite=notice.subsite):
        notice.is_public = False
        notice.save(update_fields=["is_public"])
        submit_for_review(
            KIND,
            notice,
            by=by,
            action="correct" if corrects else "publish",
            note=notice.title if corrects else "",
        )
        return
    make_public(notice, by)


def make_public(notice: Notice, by: Any) -> None:
    """Show a notice. Raises PermissionDenied when the chain has not cleared exactly this."""
    if by is not SYSTEM:
        require_cleared(KIND, notice)
    notice.is_public = True
    notice.save(update_fields=["is_public"])
    record(action="notices.notice.published", by=by, subsite=notice.subsite, target=notice)


def content(notice: Notice) -> dict[str, Any]:
    """What a notice says to the public, as the review chain reads and hashes it."""
    return {
        "title": notice.title,
        "text": notice.text,
        "level": notice.level,
        "page": notice.page_id,
        "starts_at": notice.starts_at.isoformat(),
        "ends_at": notice.ends_at.isoformat() if notice.ends_at else None,
    }


def take_back(notice: Notice, by: Any) -> None:
    """End a notice, as the chain decided."""
    if by is not SYSTEM:
        require_taking_back_cleared(KIND, notice)
    now = timezone.now()
    notice.ends_at = now if notice.starts_at < now else notice.ends_at
    notice.is_public = notice.starts_at < now
    notice.save(update_fields=["ends_at", "is_public"])
    record(action="notices.notice.ended", by=by, subsite=notice.subsite, target=notice)


@transaction.atomic
def end_notice(*, notice: Notice, by: Any) -> None:
    """End a running notice now; where the review chain decides, hand in that it ends. Raises PermissionDenied without
    `notices_manage_notices` on its subsite."""
    require(by, PERMISSION, notice.subsite)
    now = timezone.now()
    if notice.starts_at >= now or (notice.ends_at and notice.ends_at <= now):
        return
    if by is not SYSTEM and needs_review(KIND, subsite=notice.subsite):
        submit_for_review(KIND, notice, by=by, action="withdraw", note=notice.title)
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
