"""Reading sessions."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from core.accounts.models import AccountSession


def live_sessions_of(user: Any) -> QuerySet[AccountSession]:
    """The person's sessions that can still be open; what is older has run out by itself."""
    oldest = timezone.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return AccountSession.objects.filter(user_id=user.pk, last_seen_at__gte=oldest)
