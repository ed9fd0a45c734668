"""Lines: written, held back, let through, corrected, withdrawn."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access.actors import Actor, System
from core.plugin_api import has_permission, record, require
from plugins.interviews.guests import guests_of
from plugins.interviews.models import (
    Correction,
    Guest,
    Interview,
    Line,
    LineKind,
    LineState,
    Question,
    QuestionState,
)
from plugins.interviews.models.questions import states_before
from plugins.interviews.services import ANSWERING, PERMISSION
from plugins.interviews.services.sequence import locked, next_number


@transaction.atomic
def write_host_line(
    *, interview: Interview, by: Actor, text: str = "", picture: Any = None, picture_text: str = ""
) -> Line:
    """A line of the host, with a picture or without. Raises PermissionDenied, ValidationError."""
    require(by, PERMISSION, interview.subsite)
    row = _live(interview)
    if picture is not None:
        _own_picture(row, picture)
        if not picture_text.strip():
            raise ValidationError(_("Please say in words what the picture shows."))
    return _write(
        row,
        by,
        kind=LineKind.HOST,
        text=text,
        speaker=row.host_name,
        picture=picture,
        picture_text=picture_text,
    )


@transaction.atomic
def put_question(*, question: Question, by: Actor, text: str = "") -> Line:
    """Put a question to the guests; `text` is how the host words it. Raises PermissionDenied, ValidationError."""
    require(by, PERMISSION, question.interview.subsite)
    row = _live(question.interview)
    changed = Question.objects.filter(pk=question.pk, state__in=states_before("put")).update(
        state=QuestionState.PUT, changed_at=timezone.now()
    )
    if not changed:
        raise ValidationError(_("This question was put already, or stands no longer. Look at it again."))
    question.refresh_from_db()
    return _write(row, by, kind=LineKind.QUESTION, text=text or question.text, question=question)


@transaction.atomic
def write_answer(
    *, interview: Interview, by: Actor, guest: Guest, text: str, question: Question | None = None
) -> Line:
    """A line of a guest, as the answer to a question that was put or without one.

    Whoever prepares interviews or answers questions on the subsite may write it. Raises PermissionDenied,
    ValidationError.
    """
    if not has_permission(by, PERMISSION, interview.subsite):
        require(by, ANSWERING, interview.subsite)
    row = _live(interview)
    if guest.interview_id != row.pk:
        raise ValidationError(_("This guest belongs to another interview."))
    shown = next((each for each in guests_of(row) if each.pk == guest.pk), None)
    if shown is None:
        raise ValidationError(
            _(
                "This guest has not been announced yet. Submit the changed announcement, and have it cleared first."
            )
        )
    if question is not None:
        changed = Question.objects.filter(
            pk=question.pk, interview=row, state__in=states_before("answer")
        ).update(state=QuestionState.ANSWERED, changed_at=timezone.now())
        if not changed:
            raise ValidationError(_("This question has not been put yet."))
    return _write(
        row,
        by,
        kind=LineKind.ANSWER,
        text=text,
        guest=guest,
        speaker=shown.speaker,
        question=question,
        hold=row.hold_back,
    )


def _live(interview: Interview) -> Interview:
    row = locked(interview)
    if not row.is_live:
        raise ValidationError(_("The interview is not live: nothing can be said in it now."))
    return row


def _own_picture(interview: Interview, picture: Any) -> None:
    collection = interview.subsite.collection
    if not picture.collection.path.startswith(collection.path):
        raise ValidationError(_("This picture belongs to another office."))


def _write(interview: Interview, by: Actor, *, hold: bool = False, **values: Any) -> Line:
    now = timezone.now()
    line = Line(
        interview=interview,
        state=LineState.HELD if hold else LineState.WAITING,
        due_at=None if hold else now + timedelta(seconds=interview.delay),
        spoken_at=now,
        written_by=None if isinstance(by, System) else by,
        **{**values, "text": values.get("text", "").strip()},
    )
    line.full_clean(exclude=["interview", "written_by"], validate_constraints=False)
    if not line.text and line.picture is None:
        raise ValidationError(_("Please write something first."))
    line.save()
    record(
        action="interviews.line.written",
        by=by,
        subsite=interview.subsite,
        target=line,
        data={"kind": str(line.kind)},
    )
    if line.state == LineState.WAITING and not interview.delay:
        show_line(interview, line)
    return line


def show_line(interview: Interview, line: Line) -> None:
    """Make a line of a locked interview public, at the end of what is public."""
    line.sequence = line.position = next_number(interview)
    line.state = LineState.PUBLIC
    line.due_at = None
    line.save(update_fields=["sequence", "position", "state", "due_at"])


def release_due_lines(interview_id: int) -> int:
    """Show the lines whose delay is over; how many. Work of the system: time has decided, nobody.

    Whoever reads for citizens calls it: it costs a look into an index while nothing is due, and takes the lock
    only then.
    """
    if not Line.objects.due().filter(interview_id=interview_id).exists():
        return 0
    with transaction.atomic():
        row: Interview = Interview.objects.select_for_update().get(pk=interview_id)
        lines = list(Line.objects.due().filter(interview_id=interview_id))
        for line in lines:
            show_line(row, line)
    return len(lines)


def _change(line: Line, by: Actor, states: set[str], act: str) -> tuple[Interview, Line]:
    """The interview under its lock and the line as it is now. Raises ValidationError in another state."""
    require(by, PERMISSION, line.interview.subsite)
    row = locked(line.interview)
    found: Line = Line.objects.get(pk=line.pk)
    if found.state not in states:
        raise ValidationError(_("The line has changed in the meantime. Look at it again."))
    record(action=f"interviews.line.{act}", by=by, subsite=row.subsite, target=found)
    return row, found


@transaction.atomic
def hold_line(*, line: Line, by: Actor) -> None:
    """Keep a line that waits from going public. Raises PermissionDenied; ValidationError once it is public."""
    _row, found = _change(line, by, {LineState.WAITING}, "held")
    found.state, found.due_at = LineState.HELD, None
    found.save(update_fields=["state", "due_at"])


@transaction.atomic
def release_line(*, line: Line, by: Actor) -> None:
    """Let a line through now, whatever its delay. Raises PermissionDenied, ValidationError."""
    row, found = _change(line, by, {LineState.WAITING, LineState.HELD}, "released")
    show_line(row, found)


@transaction.atomic
def discard_line(*, line: Line, by: Actor) -> None:
    """Never show a line that is not public yet. Its question waits again. Raises PermissionDenied, ValidationError."""
    _row, found = _change(line, by, {LineState.WAITING, LineState.HELD}, "discarded")
    found.state, found.due_at = LineState.DISCARDED, None
    found.save(update_fields=["state", "due_at"])
    _give_back(found)


def _give_back(line: Line) -> None:
    """A question goes back to where it was before the line, unless another line still stands for it."""
    if line.question_id is None:
        return
    others = Line.objects.filter(question_id=line.question_id, kind=line.kind).exclude(
        state__in=[LineState.DISCARDED, LineState.WITHDRAWN]
    )
    if others.exists():
        return
    before = QuestionState.PICKED if line.kind == LineKind.QUESTION else QuestionState.PUT
    after = QuestionState.PUT if line.kind == LineKind.QUESTION else QuestionState.ANSWERED
    Question.objects.filter(pk=line.question_id, state=after).update(state=before, changed_at=timezone.now())


@transaction.atomic
def withdraw_line(*, line: Line, by: Actor, reason: str = "") -> None:
    """Take a public line back; citizens see that one was withdrawn. Raises PermissionDenied, ValidationError."""
    row, found = _change(line, by, {LineState.PUBLIC}, "withdrawn")
    Correction.objects.create(
        line=found,
        text_before=found.text,
        reason=reason[:200],
        corrected_by=None if isinstance(by, System) else by,
    )
    found.state, found.sequence = LineState.WITHDRAWN, next_number(row)
    found.save(update_fields=["state", "sequence"])
    _give_back(found)


@transaction.atomic
def correct_line(*, line: Line, by: Actor, text: str, reason: str = "") -> None:
    """Change what a line says. What citizens have seen is marked as corrected, and what it said before is kept.

    Raises PermissionDenied, ValidationError.
    """
    text = text.strip()
    if not text and line.picture_id is None:
        raise ValidationError(_("Please write something first."))
    shown = {LineState.PUBLIC}
    row, found = _change(line, by, {*shown, LineState.WAITING, LineState.HELD}, "corrected")
    if text == found.text:
        return
    if found.state in shown:
        Correction.objects.create(
            line=found,
            text_before=found.text,
            reason=reason[:200],
            corrected_by=None if isinstance(by, System) else by,
        )
        found.corrected_at = timezone.now()
        found.sequence = next_number(row)
    found.text = text
    found.full_clean(exclude=["interview", "written_by"], validate_constraints=False)
    found.save(update_fields=["text", "corrected_at", "sequence"])
