"""Writes: keyword-only, by whom, checked, atomic, audited."""

from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from core.plugin_api import (
    SYSTEM,
    PublicRows,
    needs_review,
    record,
    render_preview,
    render_public,
    require,
    require_cleared,
    require_taking_back_cleared,
    submit_for_review,
)

from .models import Level, Notice

PERMISSION = "notices_manage_notices"
KIND = "notices.notice"
SHOWN = ("title", "text", "level", "page", "starts_at", "ends_at")
GUARD = PublicRows(
    model=Notice,
    public="{row}.is_public",
    columns=("is_public",),
    watched=("title", "text", "level"),
    says={"title": "{row}.title", "text": "{row}.text", "level": "{row}.level"},
)


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
    notice = Notice(
        subsite_id=subsite.pk,
        title=title,
        text=text,
        level=level,
        page=page,
        starts_at=starts_at or timezone.now(),
        ends_at=ends_at,
    )
    return save_notice(notice=notice, by=by)


@transaction.atomic
def save_notice(*, notice: Notice, by: Any) -> Notice:
    """Save a notice that was written or changed. A new one goes public; what is changed of a public one is seen at
    once, or when the review chain has cleared it. Raises PermissionDenied, and ValidationError while a review runs.
    """
    require(by, PERMISSION, notice.subsite)
    created = notice.pk is None
    notice.note_writer(by)
    if created:
        notice.author = None if by is SYSTEM else by
    shown = not created and Notice.objects.filter(pk=notice.pk, is_public=True).exists()
    if not shown:
        notice.is_public, notice.held = False, {}
        notice.save()
        hand_in_or_publish(notice=notice, by=by)
    elif by is not SYSTEM and needs_review(KIND, subsite=notice.subsite):
        changed = notice.hold_changes(SHOWN)
        notice.save()
        if changed:
            submit_for_review(KIND, notice, by=by, action="correct", note=notice.draft().title)
    else:
        notice.held, notice.writers = {}, []
        require_cleared(KIND, notice)
        notice.save()
    verb = "created" if created else "changed"
    record(action=f"notices.notice.{verb}", by=by, subsite=notice.subsite, target=notice)
    return notice


def hand_in_or_publish(*, notice: Notice, by: Any) -> None:
    """What was written goes to the chain, and is not shown until it is cleared; without a chain it is public."""
    if by is not SYSTEM and needs_review(KIND, subsite=notice.subsite):
        submit_for_review(KIND, notice, by=by)
        return
    make_public(notice, by)


def make_public(notice: Notice, by: Any) -> None:
    """Show a notice, with what is held back. Raises PermissionDenied when the chain has not cleared exactly this."""
    require_cleared(KIND, notice)
    notice.take_held()
    notice.is_public, notice.writers = True, []
    notice.save()
    record(action="notices.notice.published", by=by, subsite=notice.subsite, target=notice)


def content(notice: Notice) -> dict[str, Any]:
    """What a notice is to say to the public, as the review chain reads and hashes it."""
    return _said(notice.draft())


def public_content(notice: Notice) -> dict[str, Any] | None:
    """What it says now; None while citizens do not see it."""
    return _said(notice) if notice.is_public else None


def _said(notice: Notice) -> dict[str, Any]:
    return {
        "title": notice.title,
        "text": notice.text,
        "level": notice.level,
        "page": notice.page_id,
        "starts_at": notice.starts_at.astimezone(UTC).isoformat(),
        "ends_at": notice.ends_at.astimezone(UTC).isoformat() if notice.ends_at else None,
    }


def preview(notice: Notice, request: HttpRequest) -> HttpResponse:
    """The notice on its own page."""
    draft = notice.draft()
    return render_preview(
        request,
        lambda asked: render_public(asked, "notices/notice.html", {"notice": draft}, title=draft.title),
        slug="notices",
        subsite=notice.subsite,
    )


def take_back(notice: Notice, by: Any) -> None:
    """End a notice, as the chain decided."""
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
