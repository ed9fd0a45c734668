"""The plugin's own system checks."""

from collections.abc import Iterator

from django.conf import settings
from django.core import checks


def reminders_can_be_sent() -> Iterator[checks.CheckMessage]:
    """Reminders need an address to come from."""
    if "@" not in settings.DEFAULT_FROM_EMAIL:
        yield checks.Warning(
            "Notices remind their authors by e-mail, and the sender is no e-mail address.",
            hint="Set DEFAULT_FROM_EMAIL.",
            id="notices.W001",
        )
