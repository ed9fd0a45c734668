"""The public views of questions: asking, and seeing by its code what has become of one."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.plugin_api import plugin_settings, plugin_url, render_public, subsite_of
from core.public_forms.codes import new_code, tidy_code
from core.public_forms.proof_of_work import is_proven, make_challenge
from core.public_forms.rate_limits import count_of_address
from plugins.interviews.forms import QuestionForm
from plugins.interviews.models import Interview, Line, LineState, Question
from plugins.interviews.models.questions import LONGEST_QUESTION
from plugins.interviews.public_interviews import interview_at, interview_url
from plugins.interviews.services.questions import NotOpen, ask_question, code_digest

TOO_MANY = 429
TOO_LATE = 409
LOOK_UPS = 60
"""Codes tried from one network address within an hour at most."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask a question; afterwards the code under which it is found again is shown, once."""
    interview = interview_at(request, slug)
    if not interview.is_open_for_questions:
        return _too_late(request, interview)
    code = tidy_code(request.POST.get("code", "")) or new_code()
    if request.method != "POST":
        return _draw(request, interview, QuestionForm(), code)
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return _draw(request, interview, form, code, status=422)
    if not is_proven(code_digest(code), request.POST):
        form.add_error(None, _("Please answer the small sum at the end, then send again."))
        return _draw(request, interview, form, code, status=422)
    allowed = plugin_settings("interviews", subsite_of(request))["questions_per_hour"]
    if count_of_address(request, "interviews.ask", interview.subsite_id) > allowed:
        form.add_error(None, _("Many questions came from your network within the hour. Please try later."))
        return _draw(request, interview, form, code, status=TOO_MANY)
    try:
        ask_question(interview=interview, code=code, **form.cleaned_data)
    except NotOpen:
        return _too_late(request, interview)
    context = {"interview": interview, "code": code, "find_url": _find_url(request)}
    return render_public(
        request,
        "interviews/asked.html",
        context,
        title=_("Your question has arrived"),
        above=[(interview.title, interview_url(request, interview))],
    )


def _too_late(request: HttpRequest, interview: Interview) -> HttpResponse:
    """To the interview; who has just written a question gets it back, to ask it elsewhere."""
    address, text = interview_url(request, interview), request.POST.get("text", "").strip()
    if not text:
        return HttpResponseRedirect(address)
    context = {"interview": interview, "text": text[:LONGEST_QUESTION], "interview_url": address}
    return render_public(
        request,
        "interviews/too_late.html",
        context,
        TOO_LATE,
        title=_("Ask a question"),
        above=[(interview.title, address)],
    )


def _draw(
    request: HttpRequest, interview: Interview, form: QuestionForm, code: str, *, status: int = 200
) -> HttpResponse:
    context = {
        "interview": interview,
        "form": form,
        "code": code,
        "challenge": make_challenge(code_digest(code)),
    }
    return render_public(
        request,
        "interviews/ask.html",
        context,
        status,
        title=_("Ask a question"),
        above=[(interview.title, interview_url(request, interview))],
    )


def _find_url(request: HttpRequest) -> str:
    return plugin_url(subsite_of(request), "interviews:question", request=request)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find_question(request: HttpRequest) -> HttpResponse:
    """What has become of a question, by its code. The code is posted: it stands in no address and no log."""
    context: dict[str, Any] = {"typed": request.POST.get("code", "")[:40]}
    status = 200
    if request.method == "POST":
        if count_of_address(request, "interviews.find") > LOOK_UPS:
            context["problem"] = _("Many codes were tried from your network. Please try again in an hour.")
            status = TOO_MANY
        elif question := _question(request, context["typed"]):
            context.update(_shown(request, question))
        else:
            context["problem"] = _("There is no question with this code. Please look at it again.")
            status = 422
    return render_public(
        request, "interviews/question.html", context, status, title=_("What has become of my question?")
    )


def _question(request: HttpRequest, typed: str) -> Question | None:
    code, subsite = tidy_code(typed), subsite_of(request)
    if not code or subsite is None:
        return None
    found: Question | None = (
        Question.objects.filter(
            code_digest=code_digest(code),
            interview__subsite_id=subsite.pk,
            interview__is_public=True,
        )
        .select_related("interview", "merged_into")
        .first()
    )
    return found


def _shown(request: HttpRequest, question: Question) -> dict[str, Any]:
    stands_for = question.merged_into or question
    stands_for.interview = question.interview
    lines = Line.objects.filter(question=stands_for, state=LineState.PUBLIC).order_by("position")
    address = interview_url(request, question.interview)
    return {
        "question": question,
        "stands_for": stands_for,
        "routed": getattr(stands_for, "routed", None),
        "interview": question.interview,
        "interview_url": address,
        "lines": [(line, f"{address}#line-{line.pk}") for line in lines],
    }
