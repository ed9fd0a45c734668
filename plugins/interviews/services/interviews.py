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
from plugins.interviews.clearing import SHOWN, has_changes, public_content
from plugins.interviews.guests import prepared_guests, write_guests
from plugins.interviews.models import Interview, Stage
from plugins.interviews.models.interviews import RESERVED_SLUGS
from plugins.interviews.services import KIND, PERMISSION
from plugins.interviews.services.sequence import locked, next_number

SYSTEM_FIELDS = (
    "stage",
    "is_public",
    "shown_guests",
    "sequence",
    "stage_sequence",
    "begun_at",
    "ended_at",
    "writers",
    "created_by",
)
"""What a form never changes, and what may have moved on since it was read."""


def decided_by_chain(interview: Interview, by: Any) -> bool:
    """Whether what a person does with the announcement goes to the review chain. The system hands nothing in: it brings
    content in as an import, or is refused."""
    return by is not SYSTEM and needs_review(KIND, subsite=interview.subsite)


@transaction.atomic
def save_interview(*, interview: Interview, by: Actor) -> Interview:
    """Save an interview with its guests.

    What citizens see of a public one is held back until `announce_interview` hands it in where the review chain
    decides, and changes at once elsewhere. Raises PermissionDenied and ValidationError.
    """
    require(by, PERMISSION, interview.subsite)
    created = interview.pk is None
    if created and not isinstance(by, System):
        interview.created_by = by
    interview.slug = interview.slug or free_slug(interview)
    interview.full_clean()
    if created:
        interview.note_writer(by)
        interview.save()
    else:
        _save_changed(interview, by)
    record(
        action=f"interviews.interview.{'created' if created else 'changed'}",
        by=by,
        subsite=interview.subsite,
        target=interview,
    )
    return interview


def _save_changed(interview: Interview, by: Actor) -> None:
    stored = locked(interview)
    for name in SYSTEM_FIELDS:
        setattr(interview, name, getattr(stored, name))
    interview.note_writer(by)
    interview.save(update_fields=["guests"])  # type: ignore[misc]  # a cluster saves its child rows by their name
    if stored.is_public and decided_by_chain(stored, by):
        interview.hold_changes(SHOWN)
    else:
        interview.held = {}
        if stored.is_public:
            interview.shown_guests = write_guests(prepared_guests(interview))
            if public_content(interview) != public_content(stored):
                require_cleared(KIND, interview)
    interview.save()


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
def announce_interview(*, interview: Interview, by: Actor, note: str = "", urgent_reason: str = "") -> None:
    """Show an interview and let citizens ask, or show what was changed of it; where the review chain decides, hand it
    in. Until then citizens go on seeing what they see now. `note` says what is corrected, and the public reads it.

    Raises PermissionDenied, and ValidationError without a guest, without a note on what is corrected, and while a
    review is running.
    """
    require(by, PERMISSION, interview.subsite)
    row = locked(interview)
    if not row.guests.exists():
        raise ValidationError(_("An interview needs a guest: add one under “Edit” first."))
    if row.is_public and not has_changes(row):
        return
    if not decided_by_chain(row, by):
        make_public(row, by)
    elif row.is_public and not note.strip():
        raise ValidationError({"note": _("Say what changes: it is shown and recorded.")})
    else:
        submit_for_review(
            KIND,
            row,
            by=by,
            action="correct" if row.is_public else "publish",
            note=note.strip(),
            urgent_reason=urgent_reason,
        )
    interview.refresh_from_db()


@transaction.atomic
def make_public(interview: Interview, by: Any) -> None:
    """Show an interview as it was cleared, with what was held back of it. Lines and stages stay as they are.

    Raises PermissionDenied when the chain has not cleared exactly this.
    """
    row = locked(interview)
    require_cleared(KIND, row)
    changed = row.take_held()
    if changed:
        row.full_clean()
    row.shown_guests = write_guests(prepared_guests(row))
    row.is_public = True
    row.writers = []
    if row.stage == Stage.DRAFT:
        row.stage = Stage.ANNOUNCED
    row.save(update_fields=[*changed, "held", "writers", "shown_guests", "is_public", "stage"])
    record(
        action="interviews.interview.announced",
        by=by,
        subsite=row.subsite,
        target=row,
        data={"fields": sorted(changed)},
    )


@transaction.atomic
def take_back(interview: Interview, by: Any) -> None:
    """Hide an interview. Open streams of it end by themselves. What was held back stays with it.

    Raises PermissionDenied where the chain has to decide and has not.
    """
    row = locked(interview)
    require_taking_back_cleared(KIND, row)
    changed = row.take_held()
    row.is_public, row.shown_guests = False, ""
    row.save(update_fields=[*changed, "held", "shown_guests", "is_public"])
    record(action="interviews.interview.withdrawn", by=by, subsite=row.subsite, target=row)


@transaction.atomic
def withdraw_interview(*, interview: Interview, by: Actor, note: str = "") -> None:
    """Hide an interview from citizens, or hand that in where the review chain decides; nothing of it is lost.

    Raises PermissionDenied, and ValidationError without a note for the chain and while a review of it is running.
    """
    require(by, PERMISSION, interview.subsite)
    row = locked(interview)
    if not row.is_public:
        return
    if decided_by_chain(row, by):
        if not note.strip():
            raise ValidationError({"note": _("Say why it is taken back: it is recorded.")})
        submit_for_review(KIND, row, by=by, action="withdraw", note=note.strip())
    else:
        take_back(row, by)
    interview.refresh_from_db()


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
