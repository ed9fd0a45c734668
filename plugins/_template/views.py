"""Public views below `-/sample/`."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from core.plugin_api import render_public, subsite_of

from .querysets import entries_of


@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry of this subsite; another subsite's entry does not exist here."""
    found = get_object_or_404(entries_of(subsite_of(request)), pk=pk)
    template, context = "sample/entry.html", {"entry": found}
    return render_public(request, template, context, title=found.title)
