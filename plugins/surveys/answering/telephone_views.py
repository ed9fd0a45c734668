"""The public view by which a telephone number is verified."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.plugin_api import render_public
from core.public_forms.rate_limits import count_of_address
from plugins.surveys.answering.drawing import draw_closed
from plugins.surveys.answering.gate import phone_cookie_name
from plugins.surveys.answering.phone import SendingFailed, TooMany, phone_sender, prove_phone, send_code
from plugins.surveys.answering.visits import set_cookie
from plugins.surveys.form.answers import MOBILE, normal_phone
from plugins.surveys.models import ParticipationRule, Survey
from plugins.surveys.public_surveys import survey_at, survey_url


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def telephone(request: HttpRequest, slug: str) -> HttpResponse:
    """Verify a telephone number: first the number, then the code that was sent to it."""
    survey = survey_at(request, slug)
    if survey.participation != ParticipationRule.PHONE:
        raise Http404
    if not survey.is_open():
        return draw_closed(request, survey)
    context: dict[str, Any] = {"survey": survey, "available": phone_sender() is not None, "number": ""}
    if request.method == "POST" and context["available"]:
        number = normal_phone(request.POST.get("number", ""))
        context["number"] = number[:20]
        proof = _telephone_step(request, survey, number, context)
        if proof:
            response = HttpResponseRedirect(survey_url(request, survey))
            set_cookie(request, response, phone_cookie_name(survey), proof)
            return response
    return render_public(request, "surveys/telephone.html", context, title=survey.title)


def _telephone_step(request: HttpRequest, survey: Survey, number: str, context: dict[str, Any]) -> str:
    """Send the code, or check it. Returns the proof once it is right; else `context` says what to show."""
    if not MOBILE.fullmatch(number):
        context["number_error"] = _("Please write a mobile number of 11 digits.")
        return ""
    try:
        if "code" in request.POST:
            context["sent"] = True
            code = "".join(letter for letter in request.POST["code"] if letter.isdecimal())
            proof = prove_phone(survey=survey, number=number, code=code)
            if not proof:
                context["code_error"] = _("This code is wrong or no longer good.")
            return proof
        if count_of_address(request, "surveys.telephone", survey.pk) > 10:
            raise TooMany
        send_code(survey=survey, number=number)
        context["sent"] = True
    except TooMany:
        context["sent"] = False
        context["number_error"] = _("Too many attempts with this number. Please try again later.")
    except SendingFailed:
        context["number_error"] = _("The message could not be sent. Please try again later.")
    return ""
