"""How often one person, one address and one record may be asked for; counted in the database, for all processes.

Only digests are written, with the installation's key and of the present hour: they can be followed to nobody, and not
from one hour to the next.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.plugin_api import plugin_settings
from plugins.queries.models import AttemptCount

HOUR = timedelta(hours=1)
SALT = "plugins.queries.attempts"


def count(subsite: Any, what: str, value: str) -> int:
    """Count one attempt. Returns how many there were within the hour, this one included. Safe in parallel."""
    hour = int(timezone.now().timestamp()) // int(HOUR.total_seconds())
    digest = salted_hmac(SALT, f"{subsite.pk}:{what}:{hour}:{value}", algorithm="sha256").hexdigest()
    with transaction.atomic():
        AttemptCount.objects.bulk_create(
            [AttemptCount(digest=digest, subsite_id=subsite.pk)], ignore_conflicts=True
        )
        AttemptCount.objects.filter(digest=digest).update(count=F("count") + 1)
        return AttemptCount.objects.values_list("count", flat=True).get(digest=digest)


def within_limits(subsite: Any, keys: Mapping[str, str]) -> bool:
    """Count under every key ("person", "address", "record") and say whether none is beyond its limit.

    All are counted whatever the first ones say, so that the time tells nothing.
    """
    settings = plugin_settings("queries", subsite)
    counts = {what: count(subsite, what, value) for what, value in keys.items()}
    return all(counts[what] <= settings[f"attempts_per_{what}"] for what in counts)
