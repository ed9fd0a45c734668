"""Work on a rhythm: taking sheets in, telling people that a survey is over."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from core.plugin_api import SubsiteEntry, notify
from plugins.surveys.models import Survey
from plugins.surveys.services.taking_in import take_in_responses

LATEST = timedelta(days=30)
"""A survey whose results are not out so long after its end counts as overdue."""


def take_in_waiting(subsite: SubsiteEntry) -> int:
    """Take in the waiting sheets of an office's surveys. Returns how many."""
    surveys: Any = Survey.objects.for_subsite(subsite).filter(pending__isnull=False).distinct()
    return sum(take_in_responses(survey=survey) for survey in surveys)


def tell_of_ends(subsite: SubsiteEntry) -> int:
    """Write to the authors of surveys that have come to their end by date. Returns how many surveys were closed."""
    now = timezone.now()
    surveys: Any = Survey.objects.for_subsite(subsite).filter(state="published", closes_at__lte=now)
    count = 0
    for survey in surveys.select_related("created_by"):
        # The update decides who tells: a second run finds nothing to do.
        if not Survey.objects.filter(pk=survey.pk, state="published", closes_at__lte=now).update(
            state="ended", ended_at=survey.closes_at
        ):
            continue
        survey.refresh_from_db()
        take_in_responses(survey=survey)
        recipients = [survey.created_by] if survey.created_by else []
        notify("surveys.ended", subsite=subsite, recipients=recipients, context={"survey": survey})
        count += 1
    return count


def surveys_without_results(subsite: SubsiteEntry) -> int | None:
    """How many surveys ended over thirty days ago and show the public nothing; None where none has ended."""
    over: Any = Survey.objects.for_subsite(subsite).published().over()
    if not over.exists():
        return None
    before = timezone.now() - LATEST
    late = over.filter(results="never")
    return int(
        late.filter(ended_at__lte=before).count() + late.filter(ended_at=None, closes_at__lte=before).count()
    )
