"""Work without a person."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from core.plugin_api import SYSTEM, PageUnpublished, notify

from .models import Notice
from .querysets import ending_within, open_urgent_since
from .services import end_notice, mark_reminded

REMIND_BEFORE = timedelta(days=1)
STALE_AFTER = timedelta(days=30)


def remind_authors(*, subsite: Any) -> int:
    """Remind the authors of notices that end within a day, once. Returns how many."""
    count = 0
    for notice in ending_within(subsite, REMIND_BEFORE).select_related("author"):
        if mark_reminded(notice=notice) and notice.author is not None:
            count += notify(
                "notices.ending", subsite=subsite, recipients=[notice.author], context={"notice": notice}
            )
    return count


def end_with_page(event: PageUnpublished) -> None:
    """A notice that points to a page ends when the page is taken back."""
    for notice in Notice.objects.filter(subsite_id=event.subsite_id, page_id=event.page_id):
        end_notice(notice=notice, by=SYSTEM)


def stale_urgent_notices(subsite: Any) -> int:
    """Urgent notices that have been open for over 30 days: forgotten, or not urgent."""
    return open_urgent_since(subsite, timezone.now() - STALE_AFTER).count()
