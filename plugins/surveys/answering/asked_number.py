"""The number to which this browser had a code sent: in a sealed cookie, so that it stands in no address and no log."""

from django.http import HttpRequest, HttpResponse

from core.sealing import seal, unseal
from plugins.surveys.answering.phone import MINUTES
from plugins.surveys.models import Survey


def _name(survey: Survey) -> str:
    return f"survey-{survey.pk}-number"


def asked_number(request: HttpRequest, survey: Survey) -> str:
    """The number, or ""."""
    try:
        return unseal(request.COOKIES.get(_name(survey), ""))
    except ValueError:
        return ""


def keep_number(request: HttpRequest, response: HttpResponse, survey: Survey, number: str) -> None:
    """Keep the number for as long as its code is good."""
    response.set_cookie(
        _name(survey), seal(number), max_age=MINUTES * 60, httponly=True, samesite="Lax",
        secure=request.is_secure(),
    )  # fmt: skip


def forget_number(response: HttpResponse, survey: Survey) -> None:
    """Forget it, once it is proven or is to be another one."""
    response.delete_cookie(_name(survey), samesite="Lax")
