"""What pages, blocks and the dashboard show of surveys."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from core.plugin_api import RenderContext, plugin_url
from plugins.surveys.form.definition import ParticipationNote
from plugins.surveys.models import Survey, SurveyPage, TextAnswer, TextState

PER_PAGE = 20
IN_BLOCK = 5


def card_of(request: HttpRequest | None, subsite: Any, survey: Survey) -> dict[str, Any]:
    """A survey with its addresses, for a list."""
    return {
        "survey": survey,
        "is_open": survey.is_open(),
        "is_over": survey.is_over(),
        "url": plugin_url(subsite, "surveys:survey", slug=survey.slug, request=request),
        "results_url": (
            plugin_url(subsite, "surveys:results", slug=survey.slug, request=request)
            if survey.results_are_public
            else ""
        ),
    }


def page_content(request: HttpRequest, page: SurveyPage, subsite: Any) -> dict[str, Any]:
    """What a survey page shows: its survey, or a list of all."""
    surveys = Survey.objects.for_subsite(subsite).published() if subsite else Survey.objects.none()
    if page.survey_id:
        survey = surveys.filter(pk=page.survey_id).select_related("current_version").first()
        if survey is None or survey.current_version is None:
            return {"card": None, "is_list": False}
        form = survey.current_version.form
        return {
            "card": card_of(request, subsite, survey),
            "is_list": False,
            "questions": sum(1 for _question in form.questions()),
            "note": ParticipationNote.of(form, survey.participation),
        }
    paginator = Paginator(surveys.in_public_order(), PER_PAGE)
    page_obj = paginator.get_page(request.GET.get("page"))
    return {
        "is_list": True,
        "page_obj": page_obj,
        "cards": [card_of(request, subsite, survey) for survey in page_obj],
    }


def open_surveys(context: RenderContext) -> Mapping[str, Any] | None:
    """The surveys that are open, for a home page; nothing without one."""
    surveys = Survey.objects.for_subsite(context.subsite).open_now().in_public_order()[:IN_BLOCK]
    cards = [card_of(context.request, context.subsite, survey) for survey in surveys]
    return {"cards": cards} if cards else None


def running_surveys(context: RenderContext) -> Mapping[str, Any] | None:
    """The office's open surveys with their counts, and how many texts wait, for the dashboard."""
    surveys = list(
        Survey.objects.for_subsite(context.subsite).open_now().with_counts().in_public_order()[:IN_BLOCK]
    )
    texts = TextAnswer.objects.filter(survey__subsite_id=context.subsite.pk, state=TextState.WAITING).count()
    return {"surveys": surveys, "texts": texts} if surveys or texts else None
