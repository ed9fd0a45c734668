"""Work on a rhythm, what is kept how long, and what is kept about people."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from core.access.actors import SYSTEM
from core.plugin_api import SubsiteEntry, plugin_settings
from plugins.queries.models import (
    AttemptCount,
    CachedAnswer,
    DataSource,
    LookupTable,
    PendingUpload,
    TableVersion,
)
from plugins.queries.services_details import prune_versions


def prune_old_versions(subsite: "SubsiteEntry") -> int:
    """Delete the rows of versions that an office no longer needs. Returns how many versions."""
    keep = plugin_settings("queries", subsite)["versions_kept"]
    tables = LookupTable.objects.for_subsite(subsite)
    return sum(prune_versions(table=table, keep=keep, by=SYSTEM) for table in tables)


def expired_uploads(before: Any) -> QuerySet[PendingUpload]:
    """Files that nobody confirmed."""
    return PendingUpload.objects.filter(created_at__lt=before)


def export_person(person: Any) -> Iterable[Mapping[str, Any]]:
    """What is kept about a member of staff: which files they uploaded when."""
    versions = (
        TableVersion.objects.filter(created_by=person).select_related("table").order_by("created_at", "pk")
    )
    for version in versions:
        yield {
            "table": version.table.name,
            "file": version.file_name,
            "uploaded_at": version.created_at.isoformat(),
        }
    for upload in PendingUpload.objects.filter(created_by=person).defer("content"):
        yield {"table": "", "file": upload.file_name, "uploaded_at": upload.created_at.isoformat()}


def erase_person(person: Any) -> int:
    """Take the person's name off the files they uploaded. Returns how many rows changed."""
    changed = TableVersion.objects.filter(created_by=person).update(created_by=None)
    changed += LookupTable.objects.filter(updated_by=person).update(updated_by=None)
    return changed + PendingUpload.objects.filter(created_by=person).delete()[0]


def overdue_count(subsite: "SubsiteEntry") -> int | None:
    """How many of an office's tables are older than they may be; `None` where none has a date to keep."""
    tables = LookupTable.objects.for_subsite(subsite)
    if not tables.filter(update_days__gt=0).exists():
        return None
    return tables.overdue().count()


def expired_answers(before: Any) -> QuerySet[CachedAnswer]:
    """Answers that are too old to be offered, even where the source is down."""
    return CachedAnswer.objects.filter(answered_at__lt=before)


def expired_counts(before: Any) -> QuerySet[AttemptCount]:
    """Counts of hours that are over."""
    return AttemptCount.objects.filter(began_at__lt=before)


def down_count(subsite: "SubsiteEntry") -> int | None:
    """How many of an office's sources fail; `None` where it has none."""
    sources = DataSource.objects.filter(subsite_id=subsite.pk)
    return sources.filter(failures__gt=0).count() if sources.exists() else None
