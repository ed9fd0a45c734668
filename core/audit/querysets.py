"""Reading the record: who may see what of it, and how it is looked through."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from core.access.grants import has_permission, subsites_with
from core.accounts.models import User
from core.tenancy.holding import held_table
from core.tenancy.table import SubsiteEntry

from .models import AuditLeaf, AuditRecord


@dataclass(frozen=True, slots=True)
class Reach:
    """What somebody may see of the record: everything, or that of some subsites."""

    everything: bool
    subsites: tuple[SubsiteEntry, ...]

    def __bool__(self) -> bool:
        return self.everything or bool(self.subsites)


def reach_of(user: Any) -> Reach:
    """`audit_everything` on the portal opens all records, `view_audit` on a subsite those of that subsite."""
    table = held_table()
    if has_permission(user, "audit_everything", table.portal):
        return Reach(True, table.all)
    return Reach(False, tuple(subsites_with(user, "view_audit")))


def within(reach: Reach) -> "QuerySet[AuditRecord]":
    """The records that lie in the reach, newest first. Records of no subsite are for those who see everything."""
    found = AuditRecord.objects.order_by("-pk")
    if reach.everything:
        return found
    return found.filter(subsite_id__in=[entry.id for entry in reach.subsites])


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for; everything left empty means all."""

    text: str = ""
    person: str = ""
    subsite: int | None = None
    category: str = ""
    action: str = ""
    object: str = ""
    target_type: str = ""
    target_id: str = ""
    since: datetime | None = None
    until: datetime | None = None
    """The first moment that is no longer meant."""

    def apply(self, found: "QuerySet[AuditRecord]") -> "QuerySet[AuditRecord]":
        """The records that fit all of it."""
        # Each word is looked for anywhere in the record: Chinese has no spaces to cut at.
        for word in self.text.lower().split():
            found = found.filter(words__contains=word)
        if self.person:
            accounts = User.objects.filter(username=self.person).values_list("pk", flat=True)
            found = found.filter(Q(actor_label__icontains=self.person) | Q(actor_id__in=list(accounts)))
        if self.object:
            found = found.filter(
                Q(target_label__icontains=self.object)
                | Q(target_id=self.object)
                | Q(target_type__iexact=self.object)
            )
        exact = {
            "subsite_id": self.subsite,
            "category": self.category,
            "action": self.action,
            "target_type": self.target_type,
            "target_id": self.target_id,
            "created_at__gte": self.since,
            "created_at__lt": self.until,
        }
        return found.filter(**{name: value for name, value in exact.items() if value not in {"", None}})


@dataclass(frozen=True, slots=True)
class Portion:
    """One page of records, with the ids from which the next ones are read; None where there are none."""

    records: Sequence[AuditRecord]
    newer: int | None
    older: int | None


def portion(
    found: "QuerySet[AuditRecord]", *, size: int, before: int | None = None, after: int | None = None
) -> Portion:
    """`size` records older than the id `before`, or newer than `after`, or the newest.

    By key and not by offset: page 2,000 costs what page 1 costs.
    """
    if after is not None:
        rows = list(found.filter(pk__gt=after).order_by("pk")[: size + 1])
        more, rows = len(rows) > size, rows[:size][::-1]
        if not rows:
            return Portion([], None, after + 1)
        return Portion(rows, rows[0].pk if more else None, rows[-1].pk)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    newer = None if before is None else rows[0].pk if rows else before - 1
    return Portion(rows, newer, rows[-1].pk if more else None)


def every(
    found: "QuerySet[AuditRecord]", *, size: int = 1000
) -> Iterator[tuple[AuditRecord, AuditLeaf | None]]:
    """All of them with their leaves, read in portions, for exports."""
    last: int | None = None
    while rows := list((found if last is None else found.filter(pk__lt=last))[:size]):
        leaves = leaves_of(rows)
        yield from ((row, leaves.get(row.pk)) for row in rows)
        last = rows[-1].pk


def leaves_of(records: Sequence[AuditRecord]) -> Mapping[int, AuditLeaf]:
    """The records' places in the tree by record id; those that wait for one are left out."""
    rows = AuditLeaf.objects.filter(record_id__in=[record.pk for record in records])
    return {leaf.record_id: leaf for leaf in rows}


def actions() -> list[str]:
    """Every action on record, by hopping along the index from one to the next."""
    table = AuditRecord._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE known(action) AS (SELECT MIN(action) FROM {table} UNION ALL "  # noqa: S608 - our own names
            f"SELECT (SELECT MIN(action) FROM {table} WHERE action > known.action) FROM known "
            "WHERE known.action IS NOT NULL) SELECT action FROM known WHERE action IS NOT NULL"
        )
        return [action for (action,) in cursor.fetchall()]
