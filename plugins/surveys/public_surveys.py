"""Finding the survey that a public address names."""

from django.http import Http404, HttpRequest

from core.plugin_api import plugin_url, responsibility_column, subsite_of
from plugins.surveys import KIND
from plugins.surveys.models import Survey


def survey_at(request: HttpRequest, slug: str) -> Survey:
    """The published survey of this subsite with that slug. Raises Http404."""
    subsite = subsite_of(request)
    if subsite is None:
        raise Http404
    survey: Survey | None = (
        Survey.objects.for_subsite(subsite)
        .published()
        .select_related("current_version")
        .annotate(responsibility_row=responsibility_column(KIND))
        .filter(slug=slug)
        .first()
    )
    if survey is None:
        raise Http404
    return survey


def survey_url(request: HttpRequest, survey: Survey, name: str = "survey") -> str:
    """The address of one of a survey's public pages, on the visitor's host."""
    return plugin_url(subsite_of(request), f"surveys:{name}", slug=survey.slug, request=request)
