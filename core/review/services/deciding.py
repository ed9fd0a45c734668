"""Passing a step or returning the item: under the lock of its row, so that one of many wins."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit.services import record
from core.review.canonical import content_hash, page_content, says_the_same
from core.review.deciders import may_take
from core.review.messages import tell_desk, tell_supplier
from core.review.models import Decision, Review, State, Verdict
from core.review.querysets import stand_ins_on
from core.review.steps import Step

from .carrying_out import carry_out
from .submitting import take_part


class AlreadyDecided(ValidationError):
    """Somebody else was quicker; the words say who and what."""


@transaction.atomic
def decide(
    *,
    review: Review,
    step: Step | str,
    verdict: Verdict,
    by: Any,
    note: str = "",
    remarks: Mapping[str, str] | None = None,
    in_place_of: Any = None,
) -> Review:
    """Pass or return the step that an item waits for. The last step passed carries the review out.

    `remarks` are by field of the content; a return needs a note or a remark. `in_place_of` is who is away.
    Raises AlreadyDecided when the step is over, PermissionDenied when the person may not take it: without its
    permission, or with a part in this review already; ValidationError for a return without words.
    """
    step = Step(step)
    review = Review.objects.select_for_update(of=("self",)).select_related("subsite").get(pk=review.pk)
    if review.state != State.OPEN or review.waiting_for != step:
        raise _too_late(review, step)
    answering = in_place_of or by
    check_may_decide(review, step, by, answering)
    words = {field: text.strip() for field, text in (remarks or {}).items() if text.strip()}
    if verdict == Verdict.RETURNED and not (note.strip() or words):
        raise ValidationError(
            {"note": _("Say what has to change: a return needs a note or a remark on a field.")}
        )
    try:
        with transaction.atomic():
            take_part(
                review, step, by, answering=answering, verdict=verdict, note=note.strip(), remarks=words
            )
    except IntegrityError:  # what the checks above say in words, said by the database
        raise _not_twice() from None
    record(
        action=f"review.step_{verdict}",
        by=by,
        subsite=review.subsite,
        target=review,
        data={
            "step": step,
            "hash": review.content_hash,
            "in_place_of": {"id": answering.pk, "name": str(answering)} if answering != by else None,
        },
    )
    _advance(review, step, verdict, by)
    return review


def check_may_decide(review: Review, step: Step, by: Any, answering: Any) -> None:
    """Raise PermissionDenied, in words, unless the person may take this step of this review."""
    if not may_take(answering, step, review):
        raise PermissionDenied(
            _("%(person)s may not take this step on %(subsite)s.")
            % {"person": answering, "subsite": review.subsite}
        )
    if answering != by and not is_stand_in(by, answering, review):
        raise PermissionDenied(_("You do not stand in for %(person)s today.") % {"person": answering})
    people = {by.pk, answering.pk}
    taken = Decision.objects.filter(review=review).values_list("person_id", "answering_id")
    if any(people & set(pair) for pair in taken):
        raise _not_twice()


def is_stand_in(by: Any, person: Any, review: Review) -> bool:
    """Whether `by` decides for `person` today on the review's subsite."""
    return (
        bool(by.is_active)
        and stand_ins_on(timezone.localdate())
        .filter(stand_in=by, person=person, subsite_id=review.subsite_id)
        .exists()
    )


def _advance(review: Review, step: Step, verdict: Verdict, by: Any) -> None:
    now = timezone.now()
    review.reminded_at = None
    if verdict == Verdict.RETURNED:
        review.state, review.waiting_for, review.due_at, review.ended_at = State.RETURNED, "", None, now
        review.save()
        tell_supplier(review)
        return
    steps = review.chain["steps"]
    place = [name for name, _hours in steps].index(step)
    if place + 1 < len(steps):
        review.waiting_for, hours = steps[place + 1]
        review.due_at = now + timedelta(hours=hours)
        review.save()
        tell_desk(review)
        return
    _check_text(review)
    review.state, review.waiting_for, review.due_at = State.CLEARED, "", None
    review.save()
    carry_out(review, by=by)
    tell_supplier(review)


def _check_text(review: Review) -> None:
    """What is carried out is what was read: nobody may have changed the draft or a file under it."""
    if review.revision is None:
        return
    now = page_content(review.revision.as_object())
    if content_hash(now) != review.content_hash and not says_the_same(review.content, now):
        raise ValidationError(
            _(
                "The draft or one of its files was changed after it was submitted. Return it, so that it is read again."
            )
        )


def _too_late(review: Review, step: Step) -> AlreadyDecided:
    made = Decision.objects.filter(review=review, step=step).first()
    if made is None:
        return AlreadyDecided(_("This review no longer waits for that step."))
    return AlreadyDecided(
        _("%(person)s has decided already: %(decision)s.")
        % {"person": made.person_name, "decision": made.get_verdict_display()}
    )


def _not_twice() -> PermissionDenied:
    return PermissionDenied(
        _(
            "Whoever supplied, reviews, clears and approves must be different people: you have a part in this already."
        )
    )
