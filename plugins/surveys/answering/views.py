"""The public views by which a survey is answered. None of them is cached: they hold what one person typed."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.plugin_api import plugin_settings, render_public, subsite_of
from core.public_forms.codes import tidy_code
from core.public_forms.proof_of_work import is_proven
from core.public_forms.rate_limits import count_of_address
from plugins.surveys.answering.drawing import draw_closed, draw_form, draw_preview, draw_preview_faults
from plugins.surveys.answering.gate import Admission, admission
from plugins.surveys.answering.visits import Visit, cookie_name, newly_shown, sent_cookie_name, set_cookie
from plugins.surveys.form.reading import FormFaults
from plugins.surveys.models import Draft, ParticipationRule, Survey
from plugins.surveys.public_surveys import survey_at, survey_url
from plugins.surveys.services.receiving import (
    AlreadyTookPart,
    NotOpen,
    QuotaFull,
    full_options,
    receive_response,
)
from plugins.surveys.services.surveys import draft_form
from plugins.surveys.services.tokens import draft_key, sheet_token

TOO_MANY = 429
SAME_BROWSER = "same_browser"
SAME_ADDRESS = "same_address"
SHEETS_OF_ONE_ADDRESS = 5
"""From the sixth sheet of an address within an hour on, sheets are marked for a look."""
BEGUN = 3
"""Drafts begun from one network address within an hour at most, for each sheet that may be sent from there."""
CHANGES = 600
"""How often one draft is kept within an hour at most: a class of pupils shares an address, and nobody else's draft."""
PREVIEW_SALT = "surveys.preview"
PREVIEW_SECONDS = 24 * 60 * 60


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, a section at a time."""
    survey = survey_at(request, slug)
    if not survey.is_open():
        return draw_closed(request, survey)
    admitted = admission(request, survey)
    if admitted.refusal:
        return _refused(request, survey, admitted.refusal)
    form = survey.current_version.form  # type: ignore[union-attr]  # an open survey has one
    visit = Visit.of(request, survey, form)
    if request.method != "POST":
        if survey.quota and "" in full_options(survey, form):
            return draw_closed(request, survey, full=True)
        index = visit.section_at(request.GET.get("part", ""))
        return _with_code(request, visit, draw_form(request, visit, index))
    return _with_code(request, visit, _posted(request, visit, admitted))


def _with_code(request: HttpRequest, visit: Visit, response: HttpResponse) -> HttpResponse:
    if not isinstance(response, SentRedirect):
        set_cookie(request, response, cookie_name(visit.survey), visit.code)
    return response


class SentRedirect(HttpResponseRedirect):
    """To the thanks, after a sheet was taken: its code is used up."""


def _refused(request: HttpRequest, survey: Survey, refusal: str) -> HttpResponse:
    if refusal == "telephone":
        return HttpResponseRedirect(survey_url(request, survey, "telephone"))
    sign_in = f"{settings.WAGTAIL_FRONTEND_LOGIN_URL}?{urlencode({'next': survey_url(request, survey)})}"
    context = {"survey": survey, "refusal": refusal, "sign_in_url": sign_in}
    return render_public(request, "surveys/refused.html", context, title=survey.title)


def _posted(request: HttpRequest, visit: Visit, admitted: Admission) -> HttpResponse:
    index = visit.section_at(request.POST.get("part", ""))
    section = visit.form.sections[index]
    if _keeps_too_much(request, visit):
        return draw_form(request, visit, index, problem=Problem.flood(), typed=True, status=TOO_MANY)
    stood = request.POST.getlist("shown")
    errors = visit.read(request, section)
    action = request.POST.get("action", "next")
    if action in {"next", "send"}:
        for name, message in visit.missing(section).items():
            errors.setdefault(name, message)
    new = [question.code for question in newly_shown(visit, section, stood)]
    if errors or (new and action in {"next", "send"}):
        if visit.has_draft:
            visit.keep()
        return draw_form(request, visit, index, errors=errors, new=new, typed=True)
    sections = visit.sections
    # The answers may have brought up parts that come after this one: they are shown before anything is sent.
    if action == "send" and not any(later > index for later in sections):
        return _send(request, visit, index, admitted)
    visit.keep()
    if action == "save":
        return draw_form(request, visit, index, saved=True)
    step = -1 if action == "back" else 1
    place = sections.index(index) + step if index in sections else 0
    target = sections[min(max(place, 0), len(sections) - 1)]
    return HttpResponseRedirect(f"{survey_url(request, visit.survey)}?part={target + 1}")


def _keeps_too_much(request: HttpRequest, visit: Visit) -> bool:
    if visit.has_draft:
        return count_of_address(request, "surveys.keep", visit.survey.pk, visit.code) > CHANGES
    return count_of_address(request, "surveys.begin", visit.survey.pk) > BEGUN * _sheets_allowed(request)


def _sheets_allowed(request: HttpRequest) -> int:
    return int(plugin_settings("surveys", subsite_of(request))["sheets_per_hour"])


def _send(request: HttpRequest, visit: Visit, index: int, admitted: Admission) -> HttpResponse:
    survey = visit.survey
    for number in visit.sections:
        lacking = visit.missing(visit.form.sections[number])
        if lacking:
            visit.keep()
            return draw_form(request, visit, number, errors=lacking)
    problem = _robot_or_flood(request, visit)
    if problem:
        visit.keep()
        return draw_form(request, visit, index, problem=problem, typed=True, status=problem.status)
    try:
        receive_response(
            survey=survey,
            form=visit.form,
            version_id=survey.current_version_id or 0,
            code=visit.code,
            answers=visit.answers,
            person_token=admitted.token,
            marks=_marks(request, survey),
        )
    except NotOpen:
        return draw_closed(request, survey)
    except AlreadyTookPart:
        return _refused(request, survey, "already")
    except QuotaFull as full:
        visit.keep()
        return draw_form(request, visit, index, problem=Problem.full(full.name), typed=True)
    response = SentRedirect(survey_url(request, survey, "thanks"))
    response.delete_cookie(cookie_name(survey), samesite="Lax")
    set_cookie(request, response, sent_cookie_name(survey), "1")
    return response


class Problem(str):
    """What keeps a sheet from being taken, in words, with the status of the answer."""

    status = 200

    @classmethod
    def flood(cls) -> "Problem":
        """Too much came from one address."""
        problem = cls(
            _(
                "Too many answers came from your network within the hour. Yours stay here: please send them later."
            )
        )
        problem.status = TOO_MANY
        return problem

    @classmethod
    def full(cls, name: str) -> "Problem":
        """A quota is full."""
        if not name:
            return cls(_("All places of this survey are taken. Your answers were not sent."))
        return cls(_("An option that you chose has been taken as often as it may be. Please choose another."))


def _robot_or_flood(request: HttpRequest, visit: Visit) -> Problem | None:
    survey = visit.survey
    proven = is_proven(sheet_token(survey, visit.code), request.POST)
    if survey.proof_wanted and survey.participation == ParticipationRule.ANYONE and not proven:
        return Problem(_("Please answer the small sum at the end, then send again."))
    if count_of_address(request, "surveys.send", survey.pk) > _sheets_allowed(request):
        return Problem.flood()
    return None


def _marks(request: HttpRequest, survey: Survey) -> list[str]:
    marks = []
    if sent_cookie_name(survey) in request.COOKIES:
        marks.append(SAME_BROWSER)
    anyone = survey.participation == ParticipationRule.ANYONE
    if anyone and count_of_address(request, "surveys.sheet", survey.pk) > SHEETS_OF_ONE_ADDRESS:
        marks.append(SAME_ADDRESS)
    return marks


@never_cache
@require_http_methods(["POST"])
def keep(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what is typed while it is typed, for the script. What can't be read yet leaves what was kept before."""
    survey = survey_at(request, slug)
    if not survey.is_open() or admission(request, survey).refusal:
        return JsonResponse({"kept": False}, status=409)
    visit = Visit.of(request, survey, survey.current_version.form)  # type: ignore[union-attr]  # the same
    if _keeps_too_much(request, visit):
        return JsonResponse({"kept": False}, status=TOO_MANY)
    index = visit.section_at(request.POST.get("part", ""))
    visit.read(request, visit.form.sections[index], half_typed=True)
    visit.keep()
    response = JsonResponse({"kept": True, "at": localtime(timezone.now()).strftime("%H:%M")})
    set_cookie(request, response, cookie_name(survey), visit.code)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest, slug: str) -> HttpResponse:
    """Find a draft by its code, on any browser."""
    survey = survey_at(request, slug)
    context: dict[str, Any] = {"survey": survey, "survey_url": survey_url(request, survey), "typed": ""}
    if request.method != "POST":
        return render_public(request, "surveys/continue.html", context, title=survey.title)
    context["typed"] = request.POST.get("code", "")[:40]
    if count_of_address(request, "surveys.resume", survey.pk) > 30:
        context["error"] = _("Too many attempts. Please try again in an hour.")
        return render_public(request, "surveys/continue.html", context, TOO_MANY, title=survey.title)
    code = tidy_code(context["typed"])
    if not code or not Draft.objects.filter(pk=draft_key(survey, code), survey=survey).exists():
        context["error"] = _("There are no kept answers under this code. Please check it.")
        return render_public(request, "surveys/continue.html", context, title=survey.title)
    response = HttpResponseRedirect(survey_url(request, survey))
    set_cookie(request, response, cookie_name(survey), code)
    return response


def preview_token(survey: Survey) -> str:
    """What a preview's address holds: letters, digits and hyphens; good for a day."""
    signed = signing.dumps(survey.pk, salt=PREVIEW_SALT).encode()
    return urlsafe_b64encode(signed).decode().rstrip("=")


def _previewed(token: str) -> int:
    """The survey that a preview's address names. Raises BadSignature."""
    try:
        signed = urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode()
    except ValueError as error:
        raise signing.BadSignature from error
    return int(signing.loads(signed, salt=PREVIEW_SALT, max_age=PREVIEW_SECONDS))


@never_cache
@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """The form as its office edits it. Nothing can be sent."""
    subsite = subsite_of(request)
    try:
        pk = _previewed(token)
    except signing.BadSignature:
        raise Http404 from None
    survey = Survey.objects.for_subsite(subsite).filter(pk=pk).first() if subsite else None
    if survey is None:
        raise Http404
    try:
        form = draft_form(survey)
    except FormFaults as found:
        return draw_preview_faults(request, survey, found.faults)
    return draw_preview(request, survey.draft(), form)
