"""Reads of surveys."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Count, Expression, F, Q
from django.utils import timezone


class SurveyQuerySet(models.QuerySet[Any]):
    """Surveys of an office, by where they are in their life."""

    def for_subsite(self, subsite: Any) -> Self:
        """Those of one subsite (a Subsite or its entry)."""
        return self.filter(subsite_id=subsite.pk)

    def published(self) -> Self:
        """Those that citizens can see, open or not."""
        return self.filter(current_version__isnull=False).exclude(state="draft")

    def open_now(self, now: datetime | Expression | None = None) -> Self:
        """Those that take answers now, or at the moment that is given."""
        now = now or timezone.now()
        return self.filter(
            Q(opens_at__isnull=True) | Q(opens_at__lte=now),
            Q(closes_at__isnull=True) | Q(closes_at__gt=now),
            state="published",
            current_version__isnull=False,
        )

    def over(self, now: datetime | None = None) -> Self:
        """Those that have taken their last answer."""
        return self.filter(Q(state="ended") | Q(state="published", closes_at__lte=now or timezone.now()))

    def with_public_results(self) -> Self:
        """Those whose results the public sees: ended before its date, a survey shows them on that date."""
        now = timezone.now()
        over = Q(state="ended") & (Q(closes_at=None) | Q(closes_at__lte=now)) | Q(closes_at__lte=now)
        return self.published().filter(Q(results="always") | Q(over, results="after"))

    def with_counts(self) -> Self:
        """With `all_responses`, the number of sheets that came in, waiting ones included."""
        return self.annotate(all_responses=F("position") + Count("pending"))

    def in_public_order(self) -> Self:
        """The ones that end first, first; those without an end after them."""
        return self.order_by(F("closes_at").asc(nulls_last=True), "-created_at", "-pk")
