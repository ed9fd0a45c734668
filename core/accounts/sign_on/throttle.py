"""Wrong passwords slow down whoever types them, and nobody else.

Tries are counted for an account *as seen from one address*: a stranger's wrong passwords never make the owner wait
anywhere else. From a device that has signed in to the account before, tries are counted for that device alone, so
that not even somebody behind the same office's address can make the owner wait. After `free` tries each further one
has to wait twice as long as the one before. An address that tries many accounts is slowed down as a whole.

Counters lie in the shared cache (REDIS_URL in production); every step is atomic there, so that parallel tries gain
nothing.
"""

import hashlib
import ipaddress
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import cache

MEMORY = 24 * 60 * 60
"""Seconds after which tries are forgotten."""
FIRST_WAIT = 30
LONGEST_WAIT = 60 * 60


@dataclass(frozen=True, slots=True)
class Bucket:
    """What tries are counted for; `free` of them cost nothing."""

    key: str
    free: int

    @property
    def count_key(self) -> str:
        return f"sign-on:tries:{self.key}"

    @property
    def wait_key(self) -> str:
        return f"sign-on:wait:{self.key}"


def network_of(address: str) -> str:
    """The address as tries are counted: IPv4 whole, IPv6 by the /64 that one customer has."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, 64), strict=False).network_address)
    return str(parsed)


def _hashed(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:40]


def buckets(*, username: str, address: str, device: str) -> list[Bucket]:
    """Where a try counts. `device` is that of a known device of this account, or ""."""
    name = username.strip().casefold()
    if device:
        return [Bucket(_hashed("device", device, name), free=10)]
    network = network_of(address)
    return [
        Bucket(_hashed("account", name, network), free=5),
        Bucket(_hashed("address", network), free=100),
    ]


def wait_after(tries: int, free: int) -> int:
    """Seconds until the next try once `tries` were made."""
    if tries <= free:
        return 0
    return int(min(FIRST_WAIT * 2 ** min(tries - free - 1, 20), LONGEST_WAIT))


def _count(bucket: Bucket) -> int:
    cache.add(bucket.count_key, 0, MEMORY)
    try:
        return int(cache.incr(bucket.count_key))
    except ValueError:  # expired between the two
        cache.add(bucket.count_key, 1, MEMORY)
        return 1


def _uncount(bucket: Bucket) -> None:
    try:
        if int(cache.decr(bucket.count_key)) < 0:
            cache.delete(bucket.count_key)
    except ValueError:
        return


def _left(bucket: Bucket) -> int:
    until = cache.get(bucket.wait_key)
    return max(0, math.ceil(until - time.time())) if until else 0


def take_a_try(wanted: Sequence[Bucket]) -> int:
    """Count a try. Returns 0 when it may be made, or the seconds to wait when it may not; then it does not count."""
    waiting = max(_left(bucket) for bucket in wanted)
    if waiting:
        return waiting
    taken: list[Bucket] = []
    for bucket in wanted:
        tries = _count(bucket)
        taken.append(bucket)
        wait = wait_after(tries, bucket.free)
        # Only one of parallel tries gets the place; `add` decides.
        if wait and not cache.add(bucket.wait_key, time.time() + wait, wait):
            for counted in taken:
                _uncount(counted)
            return max(1, _left(bucket))
    return 0


def forgive(right: Sequence[Bucket]) -> None:
    """The password was right: the account's own counter is empty again, the address's as if there had been no try."""
    first, *others = right
    cache.delete_many([first.count_key, first.wait_key])
    for bucket in others:
        _uncount(bucket)
