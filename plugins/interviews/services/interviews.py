"""Preparing, announcing, beginning and ending interviews."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin

from core.access.actors import SYSTEM, Actor, System
from core.plugin_api import (
    needs_review,
    record,
    require,
    require_cleared,
    require_taking_back_cleared,
    submit_for_review,
)
from plugins.interviews.models import Interview, Stage
from plugins.interviews.models.interviews import RESERVED_SLUGS
from plugins.interviews.services import KIND, PERMISSION
from plugins.interviews.services.sequence import locked, next_number


def content(interview: Interview) -> dict[str, Any]:
    """What an interview's announcement says to the public, as the review chain reads and hashes it."""
    return {
        "title": interview.title,
        "introduction": interview.introduction,
        "host": interview.host_name,
        "starts_at": interview.starts_at.isoformat(),
        "guests": [
            {"name": guest.name, "office": guest.office, "portrait": guest.portrait_id}
            for guest in interview.guests.all()
        ],
        "video_address": interview.video_address,
        "video": interview.video_id,
    }


def public_content(interview: Interview) -> dict[str, Any] | None:
    """What it says now; None while citizens do not see it."""
    return content(interview) if interview.is_public else None


@transaction.atomic
def save_interview(*, interview: Interview, by: Actor, before: dict[str, Any] | None = None) -> Interview:
    """Save an interview with its guests. `before` is what `content` said before it was changed.

    What citizens see already is handed in again where the review chain decides, and is not shown until it is cleared;
    while it is live it can't be changed there. Raises PermissionDenied and ValidationError.
    """
    require(by, PERMISSION, interview.subsite)
    created = interview.pk is None
    if created and not isinstance(by, System):
        interview.created_by = by
    interview.slug = interview.slug or free_slug(interview)
    interview.full_clean()
    changed = interview.is_public and before is not None and before != content(interview)
    handed_in = changed and by is not SYSTEM and needs_review(KIND, subsite=interview.subsite)
    if handed_in and interview.is_live:
        raise ValidationError(
            _("The announcement can't be changed while the interview is live: it would have to be reviewed.")
        )
    if handed_in:
        interview.is_public = False
    elif changed:
        require_cleared(KIND, interview)
    interview.save()
    record(
        action=f"interviews.interview.{'created' if created else 'changed'}",
        by=by,
        subsite=interview.subsite,
        target=interview,
    )
    if handed_in:
        _hand_in_or_publish(interview, by, corrects=True)
    return interview


def free_slug(interview: Interview) -> str:
    """A slug from the topic that the subsite has not yet."""
    base = slugify(" ".join(lazy_pinyin(interview.title)))[:50].strip("-") or "interview"
    taken = set(
        Interview.objects.filter(subsite_id=interview.subsite_id, slug__startswith=base)
        .exclude(pk=interview.pk)
        .values_list("slug", flat=True)
    )
    names = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 4)))
    return next(slug for slug in names if slug not in taken and slug not in RESERVED_SLUGS)


@transaction.atomic
def announce_interview(*, interview: Interview, by: Actor) -> None:
    """Show an interview and let citizens ask; where the review chain decides, hand it in.

    Raises PermissionDenied, and ValidationError without a guest.
    """
    require(by, PERMISSION, interview.subsite)
    if not interview.guests.exists():
        raise ValidationError(_("An interview needs a guest: add one under “Edit” first."))
    if interview.is_public:
        return
    _hand_in_or_publish(interview, by, corrects=False)


def _hand_in_or_publish(interview: Interview, by: Actor, *, corrects: bool) -> None:
    if by is not SYSTEM and needs_review(KIND, subsite=interview.subsite):
        Interview.objects.filter(pk=interview.pk).update(is_public=False)
        interview.is_public = False
        submit_for_review(
            KIND,
            interview,
            by=by,
            action="correct" if corrects else "publish",
            note=interview.title if corrects else "",
        )
        return
    make_public(interview, by)


def make_public(interview: Interview, by: Any) -> None:
    """Show an interview. Raises PermissionDenied when the chain has not cleared exactly this."""
    require_cleared(KIND, interview)
    interview.is_public = True
    if interview.stage == Stage.DRAFT:
        interview.stage = Stage.ANNOUNCED
    interview.save(update_fields=["is_public", "stage"])
    record(action="interviews.interview.announced", by=by, subsite=interview.subsite, target=interview)


def take_back(interview: Interview, by: Any) -> None:
    """Hide an interview. Open streams of it end by themselves. Raises PermissionDenied where the chain has to decide
    and has not.
    """
    require_taking_back_cleared(KIND, interview)
    interview.is_public = False
    interview.save(update_fields=["is_public"])
    record(action="interviews.interview.withdrawn", by=by, subsite=interview.subsite, target=interview)


@transaction.atomic
def withdraw_interview(*, interview: Interview, by: Actor) -> None:
    """Hide an interview from citizens, or hand that in where the review chain decides; nothing of it is lost.

    Raises PermissionDenied, and ValidationError while a review of it is running.
    """
    require(by, PERMISSION, interview.subsite)
    if not interview.is_public:
        return
    if by is not SYSTEM and needs_review(KIND, subsite=interview.subsite):
        submit_for_review(KIND, interview, by=by, action="withdraw", note=interview.title)
        return
    take_back(interview, by)


@transaction.atomic
def begin_interview(*, interview: Interview, by: Actor) -> None:
    """Go live. Raises PermissionDenied, and ValidationError where it is not announced."""
    _change_stage(interview, by, Stage.ANNOUNCED, Stage.LIVE)


@transaction.atomic
def end_interview(*, interview: Interview, by: Actor) -> None:
    """End it: no more questions; what waits for its delay still goes public. Raises what `begin_interview` raises."""
    _change_stage(interview, by, Stage.LIVE, Stage.ENDED)


def _change_stage(interview: Interview, by: Actor, before: Stage, after: Stage) -> None:
    require(by, PERMISSION, interview.subsite)
    row = locked(interview)
    if row.stage != before or not row.is_public:
        raise ValidationError(
            _("Only an announced interview can go live.")
            if after == Stage.LIVE
            else _("Only an interview that is live can be ended.")
        )
    row.stage = after
    moment = "begun_at" if after == Stage.LIVE else "ended_at"
    setattr(row, moment, timezone.now())
    row.stage_sequence = next_number(row)
    row.save(update_fields=["stage", moment, "stage_sequence"])
    verb = "begun" if after == Stage.LIVE else "ended"
    record(action=f"interviews.interview.{verb}", by=by, subsite=row.subsite, target=row)
    interview.refresh_from_db()


@transaction.atomic
def delete_interview(*, interview: Interview, by: Actor) -> None:
    """Delete an interview with all that belongs to it. Raises ValidationError while citizens see it."""
    require(by, PERMISSION, interview.subsite)
    if interview.is_public:
        raise ValidationError(_("“%(interview)s” is public: withdraw it first.") % {"interview": interview})
    record(action="interviews.interview.deleted", by=by, subsite=interview.subsite, target=interview)
    interview.delete()
