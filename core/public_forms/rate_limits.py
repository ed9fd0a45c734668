"""How often one address may do something; counted in the cache, under digests that change every hour."""

from typing import Any

from django.core.cache import cache
from django.utils import timezone
from rest_framework.throttling import BaseThrottle

from .digests import keyed_digest

HOUR = 60 * 60


def count_of_address(request: Any, purpose: str, *parts: Any) -> int:
    """How often this address did this within the present hour, this time included. `purpose` begins with the slug."""
    address = BaseThrottle().get_ident(request)
    hour = int(timezone.now().timestamp()) // HOUR
    key = f"address-{keyed_digest('public_forms', 'address', purpose, *parts, address, hour)}"
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key)
    except ValueError:  # it expired between the two
        cache.set(key, 1, HOUR)
        return 1
