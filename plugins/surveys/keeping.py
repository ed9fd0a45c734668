"""What is kept how long, and what is kept about people."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from plugins.surveys.models import Draft, KeptFile, Participation, ParticipationRule, Survey, SurveyVersion
from plugins.surveys.services.tokens import account_token


def expired_drafts(before: Any) -> QuerySet[Draft]:
    """Answers that were begun and never sent."""
    return Draft.objects.filter(saved_on__lt=timezone.localdate(before))


def expired_files(before: Any) -> QuerySet[KeptFile]:
    """Files of answers that were never sent."""
    return KeptFile.objects.filter(kept_on__lt=timezone.localdate(before)).exclude(draft_key="")


def expired_surveys(before: Any) -> QuerySet[Survey]:
    """Surveys that ended before, with all answers."""
    return Survey.objects.filter(state="ended", ended_at__lt=before)


def export_person(person: Any) -> Iterable[Mapping[str, Any]]:
    """Which surveys a person made, and in which they took part with their account. What they said can't be found."""
    for survey in Survey.objects.filter(created_by=person).order_by("pk"):
        yield {"made": survey.title, "at": survey.created_at.isoformat()}
    for survey, token in _tokens(person):
        if Participation.objects.filter(pk=token).exists():
            yield {"took_part_in": survey.title}


def _tokens(person: Any) -> Iterable[tuple[Survey, str]]:
    for survey in Survey.objects.filter(participation=ParticipationRule.ACCOUNT).order_by("pk"):
        yield survey, account_token(survey, person)


@transaction.atomic
def erase_person(person: Any) -> int:
    """Take a person's name off surveys and versions, and forget that they took part. Returns how many rows changed."""
    changed = Survey.objects.filter(created_by=person).update(created_by=None)
    changed += SurveyVersion.objects.filter(published_by=person).update(published_by=None)
    tokens = [token for _survey, token in _tokens(person)]
    return changed + Participation.objects.filter(pk__in=tokens).delete()[0]
