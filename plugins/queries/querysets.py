"""Reads of the look-ups."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone

from core.pages.querysets import public_pages
from core.plugin_api import open_subsites

if TYPE_CHECKING:
    from plugins.queries.models import LookupTable  # noqa: F401


class LookupTableQuerySet(models.QuerySet["LookupTable"]):
    """Tables. Every read says of which subsite, or that it is what the public may see."""

    def for_subsite(self, subsite: Any) -> "LookupTableQuerySet":
        """The tables of one office."""
        return self.filter(subsite_id=subsite.pk)

    def public(self) -> "LookupTableQuerySet":
        """Tables with rows that a page shows which every visitor may see; a table alone is not published."""
        from plugins.queries.models import LookupPage

        pages = public_pages(LookupPage.objects.all())
        return self.filter(
            subsite_id__in=[entry.pk for entry in open_subsites("queries")],
            current_version__isnull=False,
            pk__in=pages.filter(table__isnull=False).values("table_id"),
        )

    def overdue(self) -> "LookupTableQuerySet":
        """Tables older than they may be, the oldest first."""
        return self.filter(
            update_days__isnull=False, updated_at__lt=timezone.now() - timedelta(days=1)
        ).filter(
            pk__in=[
                pk
                for pk, days, updated in self.filter(update_days__isnull=False, updated_at__isnull=False)
                .order_by()
                .values_list("pk", "update_days", "updated_at")
                if timezone.now() - updated > timedelta(days=days)
            ]
        )

    def with_everything(self) -> "LookupTableQuerySet":
        """With the version and the columns that a page of the table needs."""
        return self.select_related("current_version", "source").prefetch_related("columns")
