"""Reads of interviews, their questions and lines."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Case, Count, F, IntegerField, Q, Value, When
from django.utils import timezone
from modelsearch.queryset import SearchableQuerySetMixin

OPEN_STATES = ("waiting", "accepted", "picked", "put")
"""Questions that nobody has answered, refused or passed on."""


class InterviewQuerySet(models.QuerySet[Any]):
    """Interviews, by office and by where they are in their life."""

    def for_subsite(self, subsite: Any) -> Self:
        """Those of one subsite (a Subsite or its entry)."""
        return self.filter(subsite_id=subsite.pk)

    def public(self) -> Self:
        """Those that citizens see."""
        return self.filter(is_public=True)

    def coming_and_live(self) -> Self:
        """Those under way, then those to come."""
        return self.filter(stage__in=["announced", "live"])

    def in_public_order(self) -> Self:
        """Under way first, then what comes soonest, then what is over, the latest first."""
        place = Case(
            When(stage="live", then=Value(0)),
            When(stage="announced", then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        return self.annotate(place=place).order_by(
            "place",
            Case(When(stage="announced", then=F("starts_at"))).asc(nulls_last=True),
            "-starts_at",
            "-pk",
        )

    def with_open_questions(self) -> Self:
        """With `open_questions`, how many questions wait for somebody to do something."""
        return self.annotate(
            open_questions=Count("questions", filter=Q(questions__state__in=OPEN_STATES), distinct=True)
        )


class QuestionQuerySet(models.QuerySet[Any]):
    """Questions of an interview."""

    def open(self) -> Self:
        """Those that nobody has answered, refused, merged or passed on."""
        return self.filter(state__in=OPEN_STATES)

    def rejected_before(self, moment: datetime) -> Self:
        """Those that were never public and arrived before."""
        return self.filter(state__in=["rejected", "merged"], received_at__lt=moment)


class LineQuerySet(SearchableQuerySetMixin, models.QuerySet[Any]):
    """Lines of an interview."""

    def public(self) -> Self:
        """Those that citizens see, in the order of the transcript."""
        return self.filter(state="public").order_by("position")

    def changed_after(self, sequence: int) -> Self:
        """Those whose last change citizens see and that a follower of this number has not seen yet."""
        return self.filter(sequence__gt=sequence).order_by("sequence")

    def due(self, now: datetime | None = None) -> Self:
        """Those whose delay is over, in the order in which they were written."""
        return self.filter(state="waiting", due_at__lte=now or timezone.now()).order_by("due_at", "pk")

    def for_drawing(self) -> Self:
        """With what the template of a line shows."""
        return self.select_related("question__sender", "picture").prefetch_related("picture__renditions")


class RoutedQuerySet(models.QuerySet[Any]):
    """Questions passed on to offices."""

    def for_subsite(self, subsite: Any) -> Self:
        """Those that one office is to answer."""
        return self.filter(subsite_id=subsite.pk)

    def unanswered(self) -> Self:
        """Those without an answer, the most pressing first."""
        return self.filter(answered_at__isnull=True).order_by("due_on", "pk")

    def overdue(self) -> Self:
        """Those whose day has gone by."""
        return self.filter(answered_at__isnull=True, due_on__lt=timezone.localdate())
