"""What the desks show, and how they answer their buttons: for a script as JSON, without one by going back."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from plugins.interviews.guests import guests_of
from plugins.interviews.models import Interview, Line, LineState, Question
from plugins.interviews.services.lines import release_due_lines

MOST_QUESTIONS = 100
MOST_LINES = 40


def board_of(interview: Interview) -> dict[str, Any]:
    """The open questions in the order of their urgency, and the latest lines, newest first."""
    release_due_lines(interview.pk)
    interview.refresh_from_db(fields=["stage", "is_public", "sequence", "shown_guests"])
    found = Question.objects.filter(interview=interview).open().select_related("sender")
    total = found.count()
    order = {"put": 0, "picked": 1, "accepted": 2, "waiting": 3}
    questions = sorted(found.order_by("-pk")[:MOST_QUESTIONS], key=lambda each: (order[each.state], each.pk))
    lines = (
        Line.objects.filter(interview=interview)
        .exclude(state=LineState.DISCARDED)
        .for_drawing()
        .order_by("-pk")[:MOST_LINES]
    )
    return {
        "interview": interview,
        "questions": questions,
        "more_questions": max(0, total - len(questions)),
        "lines": list(lines),
        "guests": guests_of(interview),
    }


def answered(request: HttpRequest, back: str, act: Callable[[], object]) -> HttpResponse:
    """Do it; what is refused is said in words, and nothing typed is lost: the page that sent it still has it."""
    problems: list[str] = []
    try:
        act()
    except ValidationError as error:
        problems = list(error.messages)
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"problems": problems}, status=422 if problems else 200)
    for problem in problems:
        messages.error(request, problem)
    if not problems:
        messages.success(request, _("Done."))
    return HttpResponseRedirect(back)
