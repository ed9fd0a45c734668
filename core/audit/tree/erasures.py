"""Erasures at the end of a record's time: what each says must be what is gone."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Final

from django.db.models import Exists, OuterRef, Subquery

from core.audit.models import AuditErased, AuditLeaf, AuditRecord

from . import findings
from .findings import Finding

ERASED: Final = "audit.erased"
"""The action of the record that tells of an erasure."""


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
    untold = AuditErased.objects.filter(
        ~Exists(AuditRecord.objects.filter(pk=OuterRef("erasure_id"), action=ERASED))
    )
    for erasure_id in untold.order_by("erasure_id").values_list("erasure_id", flat=True).distinct():
        yield findings.erasure_differs(erasure_id)
