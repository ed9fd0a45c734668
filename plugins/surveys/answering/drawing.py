"""Drawing the form, and what stands in its place while it is not open."""

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from core.plugin_api import render_public
from core.public_forms.proof_of_work import make_challenge
from plugins.surveys.answering.fields import Field, conditions_for_script, fields_of
from plugins.surveys.answering.visits import Visit, sent_cookie_name
from plugins.surveys.form.answers import Errors
from plugins.surveys.form.conditions import shown_questions
from plugins.surveys.form.definition import Form, ParticipationNote
from plugins.surveys.models import ParticipationRule, Survey
from plugins.surveys.public_surveys import survey_url
from plugins.surveys.services.receiving import full_options
from plugins.surveys.services.tokens import sheet_token


def draw_closed(request: HttpRequest, survey: Survey, *, full: bool = False) -> HttpResponse:
    """What a survey shows that takes no answers: that it is over, when it opens, or that its places are taken."""
    context = {"survey": survey, "full": full, "results_url": survey_url(request, survey, "results")}
    return render_public(request, "surveys/closed.html", context, title=survey.title)


def draw_form(
    request: HttpRequest,
    visit: Visit,
    index: int,
    *,
    errors: Errors | None = None,
    new: Sequence[str] = (),
    problem: str | None = None,
    typed: bool = False,
    saved: bool = False,
    status: int = 200,
) -> HttpResponse:
    """One section of the form. With `typed`, it shows what was posted, right or wrong; else the answers kept."""
    survey, sections = visit.survey, visit.sections
    posted = visit.posted()
    if typed:
        posted.update({name: request.POST.getlist(name) for name in request.POST})
    kept = visit.kept
    before = [visit.form.sections[each] for each in sections if each < index]
    first_number = 1 + sum(len(shown_questions(section, kept)) for section in before)
    fields = fields_of(
        visit.form.sections[index],
        kept=kept,
        posted=posted,
        errors=errors or {},
        seed=visit.code,
        first_number=first_number,
        new=new,
        full=frozenset(full_options(survey, visit.form)),
    )
    place = sections.index(index) + 1 if index in sections else 1
    may_end_here = place == len(sections)
    shown = [each for each in fields if not each.hidden]
    context: dict[str, Any] = {
        "survey": survey,
        "section": visit.form.sections[index],
        "part": index + 1,
        "place": place,
        "places": len(sections),
        "fields": fields,
        "first_number": first_number,
        "messages_of_fields": [message for each in shown for message in each.messages],
        "new": [each for each in shown if each.is_new],
        "code": visit.code,
        "saved": saved,
        "problem": problem,
        "is_last": may_end_here,
        "challenge": _challenge(visit) if may_end_here else None,
        "earlier_answers": json.dumps(_plain(visit.kept), ensure_ascii=False),
        "sent_before": sent_cookie_name(survey) in request.COOKIES,
        "note": ParticipationNote.of(visit.form, survey.participation),
        "survey_url": survey_url(request, survey),
        "keep_url": survey_url(request, survey, "keep"),
        "continue_url": survey_url(request, survey, "continue"),
        "first": place == 1,
    }
    return render_public(request, "surveys/form.html", context, status, title=survey.title)


def _challenge(visit: Visit) -> Any:
    survey = visit.survey
    if not survey.proof_wanted or survey.participation != ParticipationRule.ANYONE:
        return None
    return make_challenge(sheet_token(survey, visit.code))


def _plain(answers: dict[str, Any]) -> dict[str, Any]:
    """What conditions in the browser may ask for: nothing that was written freely."""
    return {
        name: value
        for name, value in answers.items()
        if isinstance(value, (list, int, bool)) or _is_short(value)
    }


def _is_short(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= 20


def draw_preview(request: HttpRequest, survey: Survey, form: Form) -> HttpResponse:
    """All sections at once."""
    parts: list[dict[str, Any]] = []
    number = 1
    for section in form.sections:
        fields: list[Field] = fields_of(
            section, kept={}, posted={}, errors={}, seed="preview", first_number=number
        )
        number += sum(not each.hidden for each in fields)
        parts.append({"section": section, "fields": fields, "shown_if": conditions_for_script(section.shown)})
    context = {
        "survey": survey,
        "parts": parts,
        "note": ParticipationNote.of(form, survey.participation),
    }
    return render_public(request, "surveys/preview.html", context, title=survey.title)


def draw_preview_faults(request: HttpRequest, survey: Survey, faults: Sequence[Any]) -> HttpResponse:
    """What keeps a draft from being looked at."""
    context = {"survey": survey, "faults": faults}
    return render_public(request, "surveys/preview_faults.html", context, title=survey.title)
