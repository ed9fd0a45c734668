"""Questions that were not reached: passed on to offices, answered, appended."""

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access.actors import Actor, System
from core.access.models import SubsiteUserPermission
from core.plugin_api import is_enabled, notify, record, require
from plugins.interviews.models import Line, LineKind, LineState, Question, QuestionState, RoutedQuestion
from plugins.interviews.models.questions import states_before
from plugins.interviews.services import ANSWERING, PERMISSION
from plugins.interviews.services.lines import show_line
from plugins.interviews.services.sequence import locked


@transaction.atomic
def route_question(
    *, question: Question, subsite: Any, due_on: date, by: Actor, note: str = ""
) -> RoutedQuestion:
    """Pass a question on to an office, which is told; passing it on again moves it. Raises PermissionDenied,
    ValidationError while the interview runs, for an office without the plugin, and for a day gone by.
    """
    require(by, PERMISSION, question.interview.subsite)
    row = locked(question.interview)
    if not row.is_over:
        raise ValidationError(_("Questions are passed on when the interview has ended."))
    if not is_enabled("interviews", subsite):
        raise ValidationError(_("This office does not take questions from interviews."))
    if due_on < timezone.localdate():
        raise ValidationError(_("The day lies in the past."))
    changed = Question.objects.filter(pk=question.pk, state__in=states_before("route")).update(
        state=QuestionState.ROUTED, changed_at=timezone.now()
    )
    if not changed:
        raise ValidationError(_("This question was answered or refused in the meantime. Look at it again."))
    routed: RoutedQuestion
    routed, _created = RoutedQuestion.objects.update_or_create(
        question=question,
        defaults={
            "subsite_id": subsite.pk,
            "due_on": due_on,
            "note": note[:300],
            "routed_at": timezone.now(),
        },
    )
    record(
        action="interviews.question.routed",
        by=by,
        subsite=row.subsite,
        target=question,
        data={"office": subsite.pk, "due_on": due_on.isoformat()},
    )
    notify(
        "interviews.routed",
        subsite=subsite,
        recipients=_answering(subsite),
        context={"routed": routed, "interview": row},
    )
    question.refresh_from_db()
    return routed


def _answering(subsite: Any) -> Any:
    holders = SubsiteUserPermission.objects.filter(
        content_object_id=subsite.pk, permission__codename=PERMISSION
    )
    return get_user_model().objects.filter(pk__in=holders.values("user"), is_active=True)


@transaction.atomic
def answer_routed_question(*, routed: RoutedQuestion, by: Actor, text: str) -> Line:
    """Answer a question that was passed on: the answer is appended to the interview, under the office's name.

    Once; what is wrong in it the interview's office corrects. Raises PermissionDenied, ValidationError.
    """
    require(by, ANSWERING, routed.subsite)
    text = text.strip()
    if not text:
        raise ValidationError(_("Please write the answer."))
    row = locked(routed.question.interview)
    answered = RoutedQuestion.objects.filter(pk=routed.pk, answered_at__isnull=True).update(
        answer=text, answered_at=timezone.now(), answered_by=None if isinstance(by, System) else by
    )
    if not answered:
        raise ValidationError(_("This question was answered already."))
    routed.refresh_from_db()
    Question.objects.filter(pk=routed.question_id).update(
        state=QuestionState.ANSWERED, changed_at=timezone.now()
    )
    line = Line(
        interview=row,
        kind=LineKind.LATER,
        state=LineState.HELD,
        text=text,
        speaker=str(routed.subsite),
        question=routed.question,
        spoken_at=timezone.now(),
        written_by=None if isinstance(by, System) else by,
    )
    line.full_clean(exclude=["interview", "written_by"], validate_constraints=False)
    line.save()
    show_line(row, line)
    record(action="interviews.question.answered_later", by=by, subsite=routed.subsite, target=routed.question)
    return line
