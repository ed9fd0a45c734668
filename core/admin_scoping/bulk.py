"""Bulk actions: what is not the person's own is left out before the question, so that it is not named in it."""

from typing import Any

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponseBase
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Page
from wagtail.permissions import policy_registry

from core.access.grants import is_central
from core.plugin_host.gate import exclude_gated

from .keys import whole_numbers
from .naming import is_medium
from .reach import explorable_pages, own_pages


def bulk_action(request: HttpRequest, app_label: str, model_name: str, action: str) -> HttpResponseBase:
    """Wagtail's dispatcher; offices act on their own pages and media only, and nobody on pages that are off."""
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError as unknown:
        raise Http404 from unknown
    action_class = bulk_action_registry.get_bulk_action_class(app_label, model_name, action)
    if action_class is None:
        raise Http404
    if model is Page or not is_central(request.user):
        _limit(request, model, action_class)
    response: HttpResponseBase = action_class(request, model).dispatch(request)
    return response


def _own_rows(user: Any, model: Any) -> Any:
    if model is Page:
        return exclude_gated(Page.objects.all()) if is_central(user) else own_pages(user)
    if is_medium(model):
        policy = policy_registry.get_by_type(model)
        return policy.instances_user_has_any_permission_for(user, ["change", "delete"])
    raise Http404


def _limit(request: HttpRequest, model: Any, action_class: Any) -> None:
    """Let the request name own rows only; 404 when none is left, or for a foreign destination."""
    own = _own_rows(request.user, model)
    wanted = request.GET.getlist("id")
    if "all" in wanted:
        parent = request.GET.get("childOf")
        if parent is not None and not _is_own_parent(request.user, model, parent):
            raise Http404
        wanted = list(action_class(request, model).get_all_objects_in_listing_query(parent))
        wanted = [str(getattr(each, "pk", each)) for each in wanted]
    keys = whole_numbers(wanted)
    query = request.GET.copy()
    query.setlist("id", [str(key) for key in own.filter(pk__in=keys).values_list("pk", flat=True)])
    if not query.getlist("id"):
        raise Http404
    request.GET = query  # type: ignore[assignment]  # the stubs know an immutable QueryDict only
    destination = request.POST.get("chooser", "")
    if model is Page and destination:
        places = explorable_pages(request.user, Page.objects.all())
        if not places.filter(pk__in=whole_numbers([destination])).exists():
            raise Http404


def _is_own_parent(user: Any, model: Any, key: str) -> bool:
    keys = whole_numbers([key])
    if model is Page:
        return bool(explorable_pages(user, Page.objects.filter(pk__in=keys)).exists())
    collections = policy_registry.get_by_type(model).collections_user_has_any_permission_for(
        user, ["change", "delete"]
    )
    return bool(collections.filter(pk__in=keys).exists())
