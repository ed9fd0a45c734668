"""The plugin's own system checks."""

from collections.abc import Iterator

from django.conf import settings
from django.core import checks


def reminders_can_be_sent() -> Iterator[checks.CheckMessage]:
    """Reminders need mail."""
    if settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"):
        yield checks.Warning(
            "Notices remind their authors by e-mail, and e-mail is switched off.",
            hint="Set EMAIL_BACKEND to one that sends.",
            id="notices.W001",
        )
