"""Writes: keyword-only, by whom, checked, atomic, audited."""

from typing import Any

from django.db import transaction

from core.plugin_api import record, require

from .models import SampleEntry


@transaction.atomic
def publish_entry(
    *,
    subsite: Any,
    title: str,
    text: str,
    by: Any,
) -> SampleEntry:
    """Publish an entry now. Raises PermissionDenied without the permission."""
    require(by, "sample_manage_entries", subsite)
    entry = SampleEntry.objects.create(
        subsite_id=subsite.pk,
        title=title,
        text=text,
    )
    record(
        action="sample.entry.published",
        by=by,
        subsite=subsite,
        target=entry,
    )
    return entry
