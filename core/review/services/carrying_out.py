"""Doing what was cleared."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit.services import record
from core.review.kinds import kind_is_open, kind_of
from core.review.models import Action, Origin, Review, State
from core.review.origin import carrying_out
from core.review.publishing import end_item, put_item_in_force


def carry_out(review: Review, *, by: Any) -> None:
    """Publish, correct or take back what was cleared; called in the transaction of the last decision.

    A page with a later date stays cleared until the beat publishes it.
    """
    if not kind_is_open(review.kind, review.subsite):
        raise ValidationError(_("What this kind of content belongs to is switched off."))
    with carrying_out(review.pk):
        if review.page_id:
            _carry_out_page(review, by)
        else:
            _carry_out_item(review, by)
    record(
        action="review.cleared",
        by=by,
        subsite=review.subsite,
        target=review,
        data={"hash": review.content_hash},
    )


def _carry_out_page(review: Review, by: Any) -> None:
    if review.action == Action.WITHDRAW:
        page = review.page.specific  # type: ignore[union-attr]  # a review of a page has one
        page.unpublish(log_action="wagtail.unpublish", user=None)
        _done(review)
    elif review.revision is None:
        raise ValidationError(
            _("The draft that was submitted is gone. Return it, so that it is submitted anew.")
        )
    else:
        review.revision.publish(user=by, skip_permission_checks=True)
    review.refresh_from_db(fields=["state", "ended_at"])


def _carry_out_item(review: Review, by: Any) -> None:
    kind = kind_of(review.kind)
    if kind is None:
        raise ValidationError(_("What this kind of content belongs to is switched off."))
    item = kind.get(review.object_id)
    if item is None:
        raise ValidationError(_("The item is gone."))
    if review.action == Action.WITHDRAW:
        kind.withdraw(item, by)
        end_item(kind=review.kind, object_id=review.object_id)
    else:
        put_item_in_force(
            kind=review.kind,
            object_id=review.object_id,
            subsite_id=review.subsite_id,
            title=review.title,
            content=review.content,
            origin=Origin.REVIEWED,
            review=review,
            renews=kind.owned.contribution.renews,
        )
        kind.publish(item, by)
    _done(review)


def _done(review: Review) -> None:
    review.state, review.ended_at = State.DONE, timezone.now()
    review.save(update_fields=["state", "ended_at"])
