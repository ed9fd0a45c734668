"""Reads."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from .models import SampleEntry


def entries_of(subsite: Any) -> QuerySet[SampleEntry]:
    """The entries that a subsite shows, newest first. `subsite` is a Subsite or a SubsiteEntry."""
    return SampleEntry.objects.filter(
        subsite_id=subsite.pk,
        published_at__lte=timezone.now(),
    )
