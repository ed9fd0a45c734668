"""Finding the survey that a public address names."""

from django.http import Http404, HttpRequest

from core.pages.prepared import Prepared, given
from core.plugin_api import plugin_url, responsibility_column, subsite_of
from plugins.surveys import KIND
from plugins.surveys.models import Survey

_BY_SLUG = Prepared(
    lambda: (
        Survey.objects.published()
        .filter(subsite_id=given("subsite"), slug=given("slug"))
        .select_related("current_version")
        .annotate(responsibility_row=responsibility_column(KIND))
        # What the office edits is not what citizens see.
        .defer("form", "held")
        .order_by()
    )
)


def survey_at(request: HttpRequest, slug: str) -> Survey:
    """The published survey of this subsite with that slug. Raises Http404."""
    subsite = subsite_of(request)
    if subsite is None:
        raise Http404
    survey: Survey | None = next(_BY_SLUG.instances(subsite=subsite.pk, slug=slug), None)
    if survey is None:
        raise Http404
    return survey


def survey_url(request: HttpRequest, survey: Survey, name: str = "survey") -> str:
    """The address of one of a survey's public pages, on the visitor's host."""
    return plugin_url(subsite_of(request), f"surveys:{name}", slug=survey.slug, request=request)
