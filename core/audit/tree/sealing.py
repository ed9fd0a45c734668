"""Giving records their places in the tree, after the commit.

Why after the commit: a number taken inside the caller's transaction would have to be locked until that ends, so one
long import would hold up every other process; and a number from a database's sequence leaves a gap with each
rollback. So a record waits, in the caller's transaction, in a table of its own (AuditPending), and a short transaction
of the sealing moves all that wait into the tree under the lock of the one head row. What waits can't get lost: should
a process die between its commit and its sealing, any later sealing takes the entry along.
"""

import logging
import time
from typing import Final

from django.db import transaction
from django.utils import timezone

from core.audit.models import AuditHead, AuditLeaf, AuditPending

from .links import link_of
from .merkle import Frontier

logger = logging.getLogger("countywide.audit")

BATCH: Final = 1000
"""Records that one transaction seals: it stays short however many wait."""

INTERVAL: Final = 1.0
"""Seconds that a process waits between two sealings of its own: many writes in a row are sealed together."""


class _Process:
    """When this process sealed last, on the monotonic clock."""

    sealed_at = float("-inf")


def seal(*, wait: bool = True) -> int:
    """Give every waiting record its place. Returns how many this call has placed.

    Without `wait`, it leaves the work to a process that is sealing at this moment.
    """
    total = 0
    while count := _seal_batch(wait=wait):
        total += count
        if count < BATCH:
            break
    return total


@transaction.atomic
def _seal_batch(*, wait: bool) -> int:
    # On SQLite the transaction itself is the lock: it begins as a writer.
    head = AuditHead.objects.select_for_update(skip_locked=not wait).filter(pk=1).first()
    if head is None:
        if wait:
            raise AuditHead.DoesNotExist(
                "The audit tree has no head: its row was removed, or migrations are missing."
            )
        return 0
    # Read under the lock: no other process can place the same ones.
    waiting = list(AuditPending.objects.order_by("record_id")[:BATCH])
    if not waiting:
        return 0
    frontier = Frontier.from_bytes(head.size, bytes(head.frontier))
    link = bytes(head.link)
    leaves = []
    for entry in waiting:
        leaf = bytes(entry.hash)
        nodes = frontier.append(leaf)
        link = link_of(link, leaf)
        leaves.append(
            AuditLeaf(
                sequence=frontier.size,
                record_id=entry.record_id,
                hash=leaf,
                marks=entry.marks,
                link=link,
                nodes=b"".join(nodes),
            )
        )
    AuditLeaf.objects.bulk_create(leaves)
    AuditPending.objects.filter(pk__in=[entry.pk for entry in waiting]).delete()
    head.size, head.frontier, head.link = frontier.size, frontier.to_bytes(), link
    head.sealed_at = timezone.now()
    head.save(force_update=True)
    return len(leaves)


def seal_soon() -> None:
    """Seal after the commit, at most once in an interval; what is left over the next sealing or the beat takes.

    An error is logged and disturbs nobody: the entry waits.
    """
    transaction.on_commit(_seal_if_due, robust=True)


def _seal_if_due() -> None:
    now = time.monotonic()
    if now - _Process.sealed_at >= INTERVAL:
        _Process.sealed_at = now
        seal(wait=False)
