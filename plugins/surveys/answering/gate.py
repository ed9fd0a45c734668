"""Whether this person may answer this survey now, and by which token they are known."""

from dataclasses import dataclass

from django.http import HttpRequest

from plugins.surveys.answering.phone import proven_token
from plugins.surveys.models import Participation, ParticipationRule, Survey
from plugins.surveys.services.tokens import account_token


def phone_cookie_name(survey: Survey) -> str:
    """The cookie that holds the proof of a telephone number."""
    return f"survey-{survey.pk}-telephone"


@dataclass(frozen=True, slots=True)
class Admission:
    """`refusal` names the page to show instead of the form: "sign_in", "telephone", "already", or nothing."""

    token: str = ""
    refusal: str = ""


def admission(request: HttpRequest, survey: Survey) -> Admission:
    """Who stands at the door of an open survey."""
    if survey.participation == ParticipationRule.ANYONE:
        return Admission()
    if survey.participation == ParticipationRule.ACCOUNT:
        if not request.user.is_authenticated:
            return Admission(refusal="sign_in")
        token = account_token(survey, request.user)
    else:
        token = proven_token(request.COOKIES.get(phone_cookie_name(survey), ""))
        if not token:
            return Admission(refusal="telephone")
    if Participation.objects.filter(pk=token).exists():
        return Admission(token, "already")
    return Admission(token)
