"""What pages, blocks and the dashboard show of interviews."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from core.plugin_api import RenderContext, plugin_url
from plugins.interviews.guests import public_guests
from plugins.interviews.models import Interview, InterviewPage, RoutedQuestion

PER_PAGE = 20
IN_BLOCK = 4


def card_of(request: HttpRequest | None, subsite: Any, interview: Interview) -> dict[str, Any]:
    """An interview with its address, for a list."""
    return {
        "interview": interview,
        "guests": public_guests(interview),
        "url": plugin_url(subsite, "interviews:interview", slug=interview.slug, request=request),
    }


def list_of(request: HttpRequest, subsite: Any) -> dict[str, Any]:
    """A page of the list of an office's interviews."""
    found: Any = Interview.objects.none()
    if subsite:
        found = Interview.objects.for_subsite(subsite).public().in_public_order()
    page_obj = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return {"page_obj": page_obj, "cards": [card_of(request, subsite, each) for each in page_obj]}


def page_content(request: HttpRequest, page: InterviewPage, subsite: Any) -> dict[str, Any]:
    """What an interview page shows: its interview, or a list of all."""
    if page.interview_id is None:
        return {"is_list": True, **list_of(request, subsite)}
    found = (
        Interview.objects.for_subsite(subsite).public().filter(pk=page.interview_id).first()
        if subsite
        else None
    )
    return {"is_list": False, "cards": [card_of(request, subsite, found)] if found else []}


def coming_interviews(context: RenderContext) -> Mapping[str, Any] | None:
    """What is live and what comes next, for a home page; nothing without one."""
    found = Interview.objects.for_subsite(context.subsite).public().coming_and_live().in_public_order()
    cards = [card_of(context.request, context.subsite, each) for each in found[:IN_BLOCK]]
    return {"cards": cards} if cards else None


def under_way(context: RenderContext) -> Mapping[str, Any] | None:
    """The office's coming and live interviews with their open questions, for the dashboard."""
    found = list(
        Interview.objects.for_subsite(context.subsite)
        .coming_and_live()
        .with_open_questions()
        .in_public_order()[:IN_BLOCK]
    )
    return {"interviews": found} if found else None


def waiting_answers(context: RenderContext) -> Mapping[str, Any] | None:
    """The questions that the office is to answer, the most pressing first, for the dashboard."""
    found = list(
        RoutedQuestion.objects.for_subsite(context.subsite)
        .unanswered()
        .select_related("question__interview")[:IN_BLOCK]
    )
    return {"routed": found} if found else None
