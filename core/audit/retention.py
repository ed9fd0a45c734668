"""How long records are kept, and erasing those whose time is over, so that the tree can still be verified."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.access.actors import Actor
from core.access.grants import require
from core.tenancy.table import subsite_table

from .models import AuditErased, AuditHead, AuditLeaf, AuditRecord, Category
from .services import record
from .tree.erasures import ERASED, digest_of
from .tree.sealing import seal

BATCH: Final = 5000
"""Records that one erasure, and one transaction, takes."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days that a category is kept, the least that law allows, and where both come from."""

    days: int
    minimum: int
    source: str | Promise


PERIODS: Final = {
    Category.DECISION: Period(
        3650,
        184,
        _("Cybersecurity Law, art. 21: logs at least six months; ten years as for administrative files"),
    ),
    Category.VIEW: Period(
        1096, 184, _("Cybersecurity Law, art. 21: at least six months; three years as in the PIPL, art. 56")
    ),
}
"""The setting AUDIT_KEEP_DAYS changes the days of a category; a check refuses less than the minimum."""


def kept_days(category: Category) -> int:
    """Days that records of this category are kept, never less than law allows."""
    period = PERIODS[category]
    return max(settings.AUDIT_KEEP_DAYS.get(category.value, period.days), period.minimum)


def erase_expired(*, by: Actor, now: datetime | None = None) -> dict[Category, int]:
    """Erase the records whose time is over. Returns how many, by category.

    Their places and hashes stay in the tree, and each erasure is itself a record, which is never erased: it names
    the day before which it erased, how many, and a digest of their places. Raises PermissionDenied unless `by` holds
    `audit_everything` on the portal.
    """
    require(by, "audit_everything", subsite_table().portal)
    seal()
    counted = {}
    for category in Category:
        before = (now or timezone.now()) - timedelta(days=kept_days(category))
        total = 0
        while count := _erase_batch(category, before, by):
            total += count
        counted[category] = total
    return counted


@transaction.atomic
def _erase_batch(category: Category, before: datetime, by: Actor) -> int:
    # One erasure at a time, and none while numbers are given.
    AuditHead.objects.select_for_update().get(pk=1)
    expired = AuditRecord.objects.filter(category=category, created_at__lt=before).exclude(action=ERASED)
    leaves = list(
        AuditLeaf.objects.filter(Exists(expired.filter(pk=OuterRef("record_id")).order_by()))
        .order_by("sequence")
        .values_list("sequence", "record_id", "hash")[:BATCH]
    )
    if not leaves:
        return 0
    told = record(
        action=ERASED,
        by=by,
        data={
            "category": category.value,
            "before": before.isoformat(),
            "count": len(leaves),
            "first": leaves[0][0],
            "last": leaves[-1][0],
            "digest": digest_of((sequence, bytes(leaf)) for sequence, _record, leaf in leaves),
        },
    )
    AuditErased.objects.bulk_create(
        AuditErased(sequence=sequence, record_id=pk, erasure_id=told.pk) for sequence, pk, _leaf in leaves
    )
    expired.filter(pk__in=AuditErased.objects.filter(erasure_id=told.pk).values("record_id")).delete()
    return len(leaves)
