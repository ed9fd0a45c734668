"""What the beat publishes and takes back when its time has come, one by one: a refusal stops none of the others."""

import logging
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from core.access.actors import SYSTEM
from core.audit.services import record
from core.tenancy.holding import held_table

from .messages import tell_supplier
from .models import Review, State
from .origin import scheduled_by

logger = logging.getLogger("countywide.review")


def publish_due() -> int:
    """Take back pages whose end is over, publish revisions whose time has come. Returns how many changed.

    A revision that the gate refuses loses its date, with an audit record: it was never cleared, or changed since.
    """
    now = timezone.now()
    done = 0
    for page in Page.objects.filter(live=True, expire_at__lt=now).order_by("expire_at"):
        with transaction.atomic():
            page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
        done += 1
    for revision in Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at"):
        done += _publish(revision)
    return done


def _publish(revision: Revision) -> int:
    try:
        with transaction.atomic(), scheduled_by(_who_scheduled(revision)):
            revision.publish(log_action="wagtail.publish.scheduled")
    except PermissionDenied as refusal:
        logger.warning("scheduled revision %s was refused", revision.pk)
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
        _return_to_supplier(revision)
        item: Any = revision.content_object
        entry = held_table().for_path(item.path) if isinstance(item, Page) else None
        record(
            action="review.schedule_refused",
            by=SYSTEM,
            subsite=entry,
            target=item,
            data={"revision": revision.pk, "why": str(refusal)},
        )
        return 0
    return 1


def _return_to_supplier(revision: Revision) -> None:
    """What was cleared for this date and is no longer what was cleared: whoever looks after it hears of it."""
    for review in Review.objects.filter(revision_id=revision.pk, state=State.CLEARED):
        review.state, review.ended_at = State.RETURNED, timezone.now()
        review.save(update_fields=["state", "ended_at"])
        tell_supplier(review)


def _who_scheduled(revision: Revision) -> Any:
    """Who gave the revision its date, after Wagtail had asked whether they may publish; None when nobody is known."""
    entry = (
        PageLogEntry.objects.filter(revision=revision, action="wagtail.publish.schedule", user__isnull=False)
        .select_related("user")
        .order_by("-timestamp")
        .first()
    )
    return entry.user if entry else None
