"""Answering the requests to a page that asks a source."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers, patch_cache_control

from core.plugin_api import current_citizen
from plugins.queries.asking.forms import FactsForm
from plugins.queries.asking.personal import Outcome, look_up
from plugins.queries.sources.calling import ask_with_cache
from plugins.queries.sources.faults import SourceError

if TYPE_CHECKING:
    from plugins.queries.models import DataSource, SourcePage

STATUSES = {Outcome.LIMITED: 429, Outcome.UNAVAILABLE: 503}
BY_ACCOUNT = "account"


def serve_source_page(page: "SourcePage", request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The page: form, and answer."""
    allowed = ("GET", "HEAD", "POST") if page.is_personal else ("GET", "HEAD")
    if request.method not in allowed:
        return HttpResponseNotAllowed(allowed)
    if page.faults() or (page.source is not None and not page.source.is_cleared):
        return TemplateResponse(request, "queries/source_page.html", {**context, "form": None})
    if page.is_personal:
        return _personal(page, request, context)
    return _open(page, request, context)


def _personal(page: "SourcePage", request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Facts come in the body of a POST, and nothing of the answer may be kept on its way."""
    definition = page.definition
    citizen = current_citizen(request) if definition.account_field else None
    by_account = request.method == "POST" and BY_ACCOUNT in request.POST and citizen is not None
    asked = request.method == "POST" and not by_account
    form = FactsForm(definition, request.POST if asked else None)
    context |= {"form": form, "offers_account": bool(definition.account_field), "citizen": citizen}
    status = 200
    if by_account or (asked and form.is_valid()):
        answer = look_up(page, request, form.facts if asked else {}, citizen)
        status = STATUSES.get(answer.outcome, 200)
        context |= {"answer": answer, "outcome": answer.outcome.value, "records": answer.records}
        if answer.outcome is Outcome.UNAVAILABLE:
            context["state"] = _state(page.source_id)
    response = TemplateResponse(request, "queries/source_page.html", context, status=status)
    add_never_cache_headers(response)
    patch_cache_control(response, no_store=True, private=True)
    response["Referrer-Policy"] = "same-origin"
    return response


def _open(page: "SourcePage", request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """A question that anybody may ask: a GET, with kept answers."""
    definition, source = page.definition, page.source
    asked = any(f"f{number}" in request.GET for number in range(1, len(definition.facts) + 1))
    form = FactsForm(definition, request.GET if asked else None)
    context["form"] = form
    status = 200
    if asked and form.is_valid() and source is not None:
        try:
            answered = ask_with_cache(source, form.facts)
        except SourceError:
            status = STATUSES[Outcome.UNAVAILABLE]
            context |= {"outcome": Outcome.UNAVAILABLE.value, "state": _state(page.source_id)}
        else:
            context |= {
                "outcome": (Outcome.ANSWERED if answered.records else Outcome.NOTHING).value,
                "answered": answered,
                "records": [definition.shown(values, verified=False) for values in answered.records],
            }
    response = TemplateResponse(request, "queries/source_page.html", context, status=status)
    if asked:
        # How old an answer is and whether the source is down changes by the minute.
        add_never_cache_headers(response)
    return response


def _state(source_id: Any) -> "DataSource":
    """The source as it fares now."""
    from plugins.queries.models import DataSource

    return DataSource.objects.get(pk=source_id)
