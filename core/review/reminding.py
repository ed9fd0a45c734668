"""Reminders of reviews whose deadline is over, once a day until the step is taken."""

from django.db import transaction
from django.utils import timezone

from .messages import remind_desk
from .models import Review
from .querysets import overdue

AT_ONCE = 200
"""Reminders of one beat; the next one goes on."""


def remind_overdue() -> int:
    """Remind those for whom overdue reviews wait. Safe in several processes: each review is claimed first."""
    now = timezone.now()
    count = 0
    for review in overdue(now).select_related("subsite__organisation", "submitted_by")[:AT_ONCE]:
        with transaction.atomic():
            claimed = Review.objects.filter(
                pk=review.pk,
                state=review.state,
                waiting_for=review.waiting_for,
                reminded_at=review.reminded_at,
            )
            if claimed.update(reminded_at=now):
                count += remind_desk(review)
    return count
