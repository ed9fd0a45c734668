"""One beat: enqueue what has become due. Safe to run in several processes at once."""

import logging
from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core.audit.tree.sealing import seal
from core.plugin_host.background import enqueue_due_tasks
from core.review.reminding import remind_overdue
from core.review.scheduled import publish_due
from core.text_messages.services import forget_text_messages

logger = logging.getLogger("countywide.tasks")

STALLED_AFTER = timedelta(minutes=5)
"""Work that waits this long means that no worker runs."""


def beat() -> int:
    """Publish what is due, remind of overdue reviews, number the audit records that wait, forget old text
    messages, enqueue due tasks.

    Returns how many tasks of plugins were enqueued.
    """
    publish_due()
    remind_overdue()
    seal()
    forget_text_messages()
    count = enqueue_due_tasks()
    if count:
        logger.info("%s tasks enqueued", count)
    return count


def oldest_waiting() -> timedelta | None:
    """How long the oldest task that could run has been waiting; None when nothing waits."""
    first = DBTaskResult.objects.ready().order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    return timezone.now() - first if first else None


def is_stalled() -> bool:
    """Whether work waits so long that no worker can be running."""
    waiting = oldest_waiting()
    return waiting is not None and waiting > STALLED_AFTER
