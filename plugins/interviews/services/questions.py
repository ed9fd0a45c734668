"""Questions: they arrive, are looked at, merged, picked."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access.actors import Actor
from core.plugin_api import record, require
from core.public_forms.digests import keyed_digest
from plugins.interviews.models import Interview, Question, QuestionSender, QuestionState
from plugins.interviews.models.questions import states_before
from plugins.interviews.services import PERMISSION
from plugins.interviews.services.sequence import locked


class NotOpen(Exception):
    """The interview takes no questions now."""


def code_digest(code: str) -> str:
    """Under which a question is kept and found."""
    return keyed_digest("interviews", "question", code)


@transaction.atomic
def ask_question(*, interview: Interview, code: str, text: str, name: str = "") -> Question:
    """Take a question under its code. The same code again is the same question: a double click changes nothing.

    There is no `by`: who asks is not known. Raises NotOpen.
    """
    digest = code_digest(code)
    if found := Question.objects.filter(code_digest=digest, interview=interview).first():
        return found
    if not locked(interview).is_open_for_questions:
        raise NotOpen
    question, created = Question.objects.get_or_create(
        code_digest=digest, defaults={"interview": interview, "text": text}
    )
    if created and name:
        QuestionSender.objects.create(question=question, name=name, received_on=timezone.localdate())
    return question


def _move(question: Question, act: str, state: QuestionState, by: Actor, **values: Any) -> None:
    """Change the state, if it is still one in which that is possible; only one of two people gets through."""
    require(by, PERMISSION, question.interview.subsite)
    changed = Question.objects.filter(pk=question.pk, state__in=states_before(act)).update(
        state=state, changed_at=timezone.now(), **values
    )
    if not changed:
        raise ValidationError(
            _("That can't be done with this question any more: somebody else was quicker. Look at it again.")
        )
    question.refresh_from_db()
    record(action=f"interviews.question.{state}", by=by, subsite=question.interview.subsite, target=question)


@transaction.atomic
def accept_question(*, question: Question, by: Actor) -> None:
    """Take it into the pool; a merged one stands alone again. Raises PermissionDenied, ValidationError."""
    _move(question, "accept", QuestionState.ACCEPTED, by, reason="", merged_into=None)


@transaction.atomic
def reject_question(*, question: Question, by: Actor, reason: str) -> None:
    """Refuse it, with a reason that the asker reads. Raises PermissionDenied, ValidationError without a reason."""
    reason = reason.strip()
    if not reason:
        raise ValidationError(_("Please give the reason: the asker reads it."))
    _move(question, "reject", QuestionState.REJECTED, by, reason=reason[:300])


@transaction.atomic
def merge_question(*, question: Question, into: Question, by: Actor) -> None:
    """Let another question stand for it; what was merged into it goes along.

    Raises PermissionDenied, ValidationError.
    """
    require(by, PERMISSION, question.interview.subsite)
    locked(question.interview)
    into.refresh_from_db()
    if into.pk == question.pk or into.interview_id != question.interview_id:
        raise ValidationError(_("Choose another question of the same interview."))
    if into.state in {QuestionState.MERGED, QuestionState.REJECTED}:
        raise ValidationError(_("The other question was merged or refused itself. Choose one that stands."))
    _move(question, "merge", QuestionState.MERGED, by, merged_into=into)
    Question.objects.filter(merged_into=question).update(merged_into=into)


@transaction.atomic
def pick_question(*, question: Question, by: Actor) -> None:
    """Show it on the guests' desk as one that comes next. Raises PermissionDenied, ValidationError."""
    _move(question, "pick", QuestionState.PICKED, by)
