"""Finding the interview that a public address names."""

from django.http import Http404, HttpRequest

from core.plugin_api import plugin_url, responsibility_column, subsite_of
from plugins.interviews.models import Interview
from plugins.interviews.services import KIND


def interview_at(request: HttpRequest, slug: str) -> Interview:
    """The public interview of this subsite with that slug. Raises Http404."""
    subsite = subsite_of(request)
    found: Interview | None = (
        Interview.objects.for_subsite(subsite)
        .public()
        .filter(slug=slug)
        .annotate(responsibility_row=responsibility_column(KIND))
        .first()
        if subsite
        else None
    )
    if found is None:
        raise Http404
    return found


def interview_url(request: HttpRequest | None, interview: Interview, name: str = "interview") -> str:
    """The address of one of an interview's public pages; on the visitor's host with the request, else whole."""
    subsite = subsite_of(request) if request is not None else None
    return plugin_url(
        subsite or interview.subsite, f"interviews:{name}", slug=interview.slug, request=request
    )
