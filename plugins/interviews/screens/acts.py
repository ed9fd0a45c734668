"""What can be done at the desks, by the name that a button sends."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _

from plugins.interviews.forms import PictureLineForm
from plugins.interviews.models import Guest, Interview, Line, Question
from plugins.interviews.services import interviews, lines, questions

type Act = Callable[[Interview, Any, Any], object]


def _question(interview: Interview, data: Any, name: str = "question") -> Question:
    found = Question.objects.filter(interview=interview, pk=_number(data.get(name))).first()
    if found is None:
        raise ValidationError(_("Choose a question."))
    found.interview = interview
    return found


def _line(interview: Interview, data: Any) -> Line:
    found = Line.objects.filter(interview=interview, pk=_number(data.get("line"))).first()
    if found is None:
        raise Http404
    found.interview = interview
    return found


def _number(text: Any) -> int:
    return int(text) if text and str(text).isascii() and str(text).isdigit() and len(str(text)) < 19 else 0


def _picture(interview: Interview, data: Any, by: Any) -> None:
    form = PictureLineForm(data, subsite=interview.subsite)
    if not form.is_valid():
        raise ValidationError([message for messages in form.errors.values() for message in messages])
    lines.write_host_line(interview=interview, by=by, **form.cleaned_data)


def write_answer(interview: Interview, data: Any, by: Any, guest: Guest) -> None:
    """A guest's line, to the question that was chosen, if one was."""
    question = _question(interview, data) if data.get("question") else None
    lines.write_answer(interview=interview, by=by, guest=guest, text=data.get("text", ""), question=question)


def _answer(interview: Interview, data: Any, by: Any) -> None:
    guest = Guest.objects.filter(interview=interview, pk=_number(data.get("guest"))).first()
    if guest is None:
        raise ValidationError(_("Choose who answers."))
    write_answer(interview, data, by, guest)


HOST_ACTS: Mapping[str, Act] = {
    "begin": lambda interview, data, by: interviews.begin_interview(interview=interview, by=by),
    "end": lambda interview, data, by: interviews.end_interview(interview=interview, by=by),
    "accept": lambda interview, data, by: questions.accept_question(
        question=_question(interview, data), by=by
    ),
    "pick": lambda interview, data, by: questions.pick_question(question=_question(interview, data), by=by),
    "reject": lambda interview, data, by: questions.reject_question(
        question=_question(interview, data), by=by, reason=data.get("reason", "")
    ),
    "merge": lambda interview, data, by: questions.merge_question(
        question=_question(interview, data), into=_question(interview, data, "into"), by=by
    ),
    "put": lambda interview, data, by: lines.put_question(
        question=_question(interview, data), by=by, text=data.get("wording", "")
    ),
    "say": lambda interview, data, by: lines.write_host_line(
        interview=interview, by=by, text=data.get("text", "")
    ),
    "picture": _picture,
    "answer": _answer,
    "hold": lambda interview, data, by: lines.hold_line(line=_line(interview, data), by=by),
    "release": lambda interview, data, by: lines.release_line(line=_line(interview, data), by=by),
    "discard": lambda interview, data, by: lines.discard_line(line=_line(interview, data), by=by),
    "withdraw": lambda interview, data, by: lines.withdraw_line(
        line=_line(interview, data), by=by, reason=data.get("reason", "")
    ),
    "correct": lambda interview, data, by: lines.correct_line(
        line=_line(interview, data), by=by, text=data.get("text", ""), reason=data.get("reason", "")
    ),
}
