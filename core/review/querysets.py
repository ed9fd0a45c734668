"""Reads: what waits for whom."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from core.access.grants import subsites_with

from .deciders import approves_for_the_centre, left_to_the_centre
from .kinds import of_closed_kinds
from .models import Decision, Publication, Review, StandIn, State
from .steps import PERMISSION_OF_STEP

REMIND_AGAIN = timedelta(days=1)
"""How long after a reminder the next one is due."""


def stand_ins_on(day: date) -> QuerySet[StandIn]:
    """Stand-ins whose time includes the day."""
    return StandIn.objects.filter(first_day__lte=day, last_day__gte=day)


def waiting_for(person: Any) -> QuerySet[Review]:
    """What this person may decide now, across their offices and those they stand in for; urgent and due first.

    Items in which they have a part already, and those of plugins that are off, are not among them.
    """
    may = _steps_of(person)
    for row in stand_ins_on(timezone.localdate()).filter(stand_in=person).select_related("person"):
        away = Decision.objects.filter(Q(person=row.person) | Q(answering=row.person)).values("review")
        may |= _steps_of(row.person, only=row.subsite_id) & ~Q(pk__in=away)
    if approves_for_the_centre(person):
        may |= left_to_the_centre()
    parts = Decision.objects.filter(Q(person=person) | Q(answering=person)).values("review")
    return (
        Review.objects.filter(may, state=State.OPEN)
        .exclude(pk__in=parts)
        .exclude(of_closed_kinds())
        .select_related("subsite__organisation", "submitted_by")
        .order_by("-urgent", "due_at", "pk")
    )


def _steps_of(person: Any, only: int | None = None) -> Q:
    condition = Q(pk__in=())
    for step, permission in PERMISSION_OF_STEP.items():
        ids = [entry.id for entry in subsites_with(person, permission) if only in {None, entry.id}]
        if ids:
            condition |= Q(waiting_for=step, subsite_id__in=ids)
    return condition


def supplied_by(person: Any) -> QuerySet[Review]:
    """What this person handed in, or took over, for their present offices, newest first.

    What they handed in elsewhere stayed with that office.
    """
    offices = [entry.id for entry in subsites_with(person, "edit_content")]
    found = Review.objects.filter(Q(submitted_by=person) | Q(looked_after_by=person), subsite__in=offices)
    found = found.exclude(of_closed_kinds())
    return found.select_related("subsite__organisation")


def reviews_of_page(page: Any) -> QuerySet[Review]:
    """All reviews of a page, newest first, with their decisions."""
    return Review.objects.filter(page_id=page.pk).prefetch_related("decisions")


def in_force_for_page(page_id: int) -> Publication | None:
    """What is in force for a page: one indexed query."""
    return Publication.objects.filter(page_number=page_id, ended_at__isnull=True).first()


def overdue(moment: Any) -> QuerySet[Review]:
    """Open reviews whose deadline is over and of which nobody has been reminded for a day; none of plugins that are
    off."""
    not_today = Q(reminded_at__isnull=True) | Q(reminded_at__lte=moment - REMIND_AGAIN)
    late = Review.objects.filter(not_today, state=State.OPEN, due_at__lte=moment)
    return late.exclude(of_closed_kinds())
