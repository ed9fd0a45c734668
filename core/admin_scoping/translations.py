"""wagtail-localize's screens of one translation, with the checks that they lack."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail_localize.models import OverridableSegment, Translation
from wagtail_localize.views import edit_translation

from core.policy.decisions import policy_for
from core.policy.links import foreign_hosts
from core.tenancy.holding import held_table
from core.tenancy.table import SubsiteEntry

from .references import foreign_references


def edit_string(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
    """The translation of one string; a request without one is refused."""
    if request.method == "PUT" and "value" not in QueryDict(request.body):
        return HttpResponseBadRequest()
    response: HttpResponseBase = edit_translation.edit_string_translation(request, **kwargs)
    return response


def edit_override(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
    """What replaces a picture, a page or a text in a translation: own things, and published pages; links as
    central policy has them."""
    if request.method == "PUT":
        value = QueryDict(request.body).get("value")
        if value is None:
            return HttpResponseBadRequest()
        segment = get_object_or_404(OverridableSegment, pk=kwargs["overridable_segment_id"])
        translation = get_object_or_404(Translation, pk=kwargs["translation_id"])
        page = translation.get_target_instance()
        model = _referred_model(translation.source.get_source_instance(), segment.context.path)
        entry = held_table().for_path(page.path)
        if model is not None and value:
            wanted = [(model, str(value))]
            if foreign_references(wanted, subsite_id=entry.id if entry else None):
                return HttpResponseBadRequest()
        elif entry is not None and foreign_hosts(value) and not _may_link_away(request.user, entry):
            return HttpResponseBadRequest()
    response: HttpResponseBase = edit_translation.edit_override(request, **kwargs)
    return response


def _may_link_away(user: Any, entry: SubsiteEntry) -> bool:
    return policy_for("external_links", subsite=entry, person=user).on


def _referred_model(instance: Any, path: str) -> Any:
    """The model that the field or the block at this content path refers to; None for texts."""
    name, *inside = path.split(".")
    try:
        field = instance._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    if field.is_relation:
        return field.related_model
    if inside and hasattr(field, "get_block_by_content_path"):
        found = field.get_block_by_content_path(getattr(instance, name), inside)
        return getattr(found.block, "model_class", None) if found is not None else None
    return None


def upload_catalogue(request: HttpRequest, translation_id: int) -> HttpResponseBase:
    """Reads a PO file; one that says of no translation that it belongs to it is refused in words."""
    try:
        response: HttpResponseBase = edit_translation.upload_pofile(request, translation_id)
    except KeyError:
        messages.error(request, _("This is not a PO file of this translation. Download it here first."))
        return HttpResponseRedirect(reverse("wagtailadmin_home"))
    return response
