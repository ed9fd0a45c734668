"""Erasures at the end of a record's time: what each says must be what is gone."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from django.db.models import Exists, Max, OuterRef, Subquery

from core.audit.models import AuditErased, AuditLeaf, AuditRecord, Category

from . import findings
from .findings import Finding

ERASED: Final = "audit.erased"
"""The action of the record that tells of an erasure."""


LATE: Final = timedelta(days=1)
"""How long after its own time a record of a long transaction may get its place."""
LOOKED_AT: Final = 100


def digest_of(places: Iterable[tuple[int, bytes]]) -> str:
    """SHA-256 over numbers and hashes of erased records, in order."""
    total = sha256()
    for sequence, leaf in places:
        total.update(f"{sequence}:{leaf.hex()}\n".encode())
    return total.hexdigest()


def check_erasures() -> Iterator[Finding]:
    """Whether exactly those records are erased of which a record tells."""
    for told in AuditRecord.objects.filter(action=ERASED).order_by("pk").iterator():
        leaf = AuditLeaf.objects.filter(pk=OuterRef("pk")).values("hash")
        places = (
            AuditErased.objects.filter(erasure_id=told.pk)
            .order_by("sequence")
            .annotate(hash=Subquery(leaf))
            .values_list("sequence", "hash")
        )
        found = digest_of((sequence, bytes(kept or b"")) for sequence, kept in places.iterator())
        if found != told.data.get("digest"):
            yield findings.erasure_differs(told.pk)
        elif not _was_time(told):
            yield findings.erased_early(told.pk)
    untold = AuditErased.objects.filter(
        ~Exists(AuditRecord.objects.filter(pk=OuterRef("erasure_id"), action=ERASED))
    )
    for erasure_id in untold.order_by("erasure_id").values_list("erasure_id", flat=True).distinct():
        yield findings.erasure_differs(erasure_id)


def _was_time(told: AuditRecord) -> bool:
    """Whether the erasure may have been due: somebody who can only write rows could else tell of one that was not.

    It names a day that law allows, and no record that is older in the tree than what it took is younger than that day.
    """
    from core.audit.retention import PERIODS

    try:
        category, before = Category(told.data["category"]), datetime.fromisoformat(told.data["before"])
        if before > told.created_at - timedelta(days=PERIODS[category].minimum):
            return False
    except (KeyError, TypeError, ValueError):
        return False
    last = AuditErased.objects.filter(erasure_id=told.pk).aggregate(last=Max("sequence"))["last"] or 0
    younger = AuditRecord.objects.filter(created_at__gte=before + LATE).order_by("created_at", "pk")
    rows = list(younger.values_list("pk", flat=True)[:LOOKED_AT])
    return not AuditLeaf.objects.filter(record_id__in=rows, sequence__lt=last).exists()
