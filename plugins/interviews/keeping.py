"""What is kept how long, and what is kept about people."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from plugins.interviews.models import Correction, Interview, Line, Question, QuestionSender, RoutedQuestion


def expired_names(before: Any) -> QuerySet[QuestionSender]:
    """Names that askers gave."""
    return QuestionSender.objects.filter(received_on__lt=timezone.localdate(before))


def expired_questions(before: Any) -> QuerySet[Question]:
    """Questions that were refused or merged, and so were never public."""
    found: QuerySet[Question] = Question.objects.rejected_before(before)
    return found


def export_person(person: Any) -> Iterable[Mapping[str, Any]]:
    """What a person of staff made, wrote and answered. Who asks is not known by account."""
    for interview in Interview.objects.filter(created_by=person).order_by("pk"):
        yield {"made": interview.title, "at": interview.created_at.isoformat()}
    for line in Line.objects.filter(written_by=person).order_by("pk").iterator():
        yield {"wrote": line.text, "at": line.spoken_at.isoformat()}
    for correction in Correction.objects.filter(corrected_by=person).order_by("pk"):
        yield {"corrected": correction.line_id, "at": correction.corrected_at.isoformat()}
    answered = RoutedQuestion.objects.filter(answered_by=person, answered_at__isnull=False).order_by("pk")
    for number, moment in answered.values_list("question_id", "answered_at"):
        yield {"answered": number, "at": moment.isoformat() if moment else ""}


@transaction.atomic
def erase_person(person: Any) -> int:
    """Take a person's name off what they made and wrote. Returns how many rows changed."""
    changed = Interview.objects.filter(created_by=person).update(created_by=None)
    changed += Line.objects.filter(written_by=person).update(written_by=None)
    changed += Correction.objects.filter(corrected_by=person).update(corrected_by=None)
    return changed + RoutedQuestion.objects.filter(answered_by=person).update(answered_by=None)
