"""The public view by which a telephone number is verified."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.plugin_api import render_public
from core.public_forms.rate_limits import count_of_address
from core.text_messages.models import State
from core.text_messages.services import is_available
from plugins.surveys.answering.asked_number import asked_number, forget_number, keep_number
from plugins.surveys.answering.drawing import draw_closed
from plugins.surveys.answering.gate import phone_cookie_name
from plugins.surveys.answering.phone import TooMany, prove_phone, send_code, sending_state
from plugins.surveys.answering.visits import set_cookie
from plugins.surveys.form.answers import MOBILE, normal_phone
from plugins.surveys.models import ParticipationRule, Survey
from plugins.surveys.public_surveys import survey_at, survey_url
from plugins.surveys.services.receiving import full_options

PER_HOUR = 10
"""Codes that one network address may ask for within an hour, for one survey."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """What the page shows: the number's field, and the code's when one can be entered.

    `state` is what became of the message, where this browser asked for it.
    """

    number: str = ""
    asks_code: bool = False
    state: State | None = None
    number_error: str = ""
    code_error: str = ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def telephone(request: HttpRequest, slug: str) -> HttpResponse:
    """Verify a telephone number: first the number, then the code that was sent to it."""
    survey = survey_at(request, slug)
    if survey.participation != ParticipationRule.PHONE:
        raise Http404
    if not survey.is_open():
        return draw_closed(request, survey)
    if survey.quota and "" in full_options(survey, survey.current_version.form):  # type: ignore[union-attr]  # has one
        return draw_closed(request, survey, full=True)
    if not is_available():
        return _draw(request, survey, None)
    if request.method != "POST":
        return _draw(request, survey, _where_it_stands(survey, asked_number(request, survey)))
    number = normal_phone(request.POST.get("number", ""))[:20]
    if "other" in request.POST:
        response = HttpResponseRedirect(survey_url(request, survey, "telephone"))
        forget_number(response, survey)
        return response
    if not MOBILE.fullmatch(number):
        wrong = Step(number=number, number_error=_("Please write a mobile number of 11 digits."))
        return _draw(request, survey, wrong)
    if "code" in request.POST and "again" not in request.POST:
        return _enter(request, survey, number)
    return _send(request, survey, number)


def _send(request: HttpRequest, survey: Survey, number: str) -> HttpResponse:
    """Have a code sent, and lead to the page that asks for it: to look again then sends nothing again."""
    try:
        if count_of_address(request, "surveys.telephone", survey.pk) > PER_HOUR:
            raise TooMany
        send_code(survey=survey, number=number)
    except TooMany:
        return _draw(request, survey, _too_many(number))
    response = HttpResponseRedirect(survey_url(request, survey, "telephone"))
    keep_number(request, response, survey, number)
    return response


def _enter(request: HttpRequest, survey: Survey, number: str) -> HttpResponse:
    """Let in who has the code. It may be right although its message failed: an answer of the gateway's was lost."""
    code = "".join(letter for letter in request.POST["code"] if letter.isdecimal())
    try:
        proof = prove_phone(survey=survey, number=number, code=code)
    except TooMany:
        return _draw(request, survey, _too_many(number))
    if proof:
        response = HttpResponseRedirect(survey_url(request, survey))
        set_cookie(request, response, phone_cookie_name(survey), proof)
        forget_number(response, survey)
        return response
    error = _("This code is wrong or no longer good.")
    # What became of a message concerns who asked for it, and nobody who types a number here.
    step = _where_it_stands(survey, number if number == asked_number(request, survey) else "")
    if not step.number_error:
        step = Step(number=number, asks_code=True, state=step.state, code_error=error)
    return _draw(request, survey, step)


def _where_it_stands(survey: Survey, number: str) -> Step:
    """The step of who had a code sent to a number, or comes for the first time ("")."""
    state = sending_state(survey=survey, number=number) if number else None
    if state != State.FAILED:
        return Step(number=number, asks_code=state is not None, state=state)
    failed = _("The message to this number could not be sent. Please try again; this sending does not count.")
    return Step(number=number, state=state, number_error=failed)


def _too_many(number: str) -> Step:
    return Step(
        number=number,
        number_error=_("Too many attempts with this number. Please try again later."),
    )


def _draw(request: HttpRequest, survey: Survey, step: Step | None) -> HttpResponse:
    return render_public(
        request,
        "surveys/telephone.html",
        {"survey": survey, "step": step},
        title=survey.title,
    )
