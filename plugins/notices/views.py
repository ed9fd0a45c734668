"""Public views below `-/notices/`."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from core.plugin_api import render_public, subsite_of

from .querysets import begun


@require_safe
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice of this subsite."""
    found = get_object_or_404(begun(subsite_of(request)), pk=pk)
    return render_public(request, "notices/notice.html", {"notice": found}, title=found.title)
