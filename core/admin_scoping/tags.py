"""Tags that the person's own pictures and attachments carry: others' words are their own business."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count
from django.http import Http404, HttpRequest, JsonResponse
from taggit.models import Tag
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from core.access.grants import is_central

MOST = 10
"""As many as Wagtail offers, both while typing and as filters."""


def own_tags(user: Any, *models: Any) -> Any:
    """Tags on what the person may use of these models; all tags for the centre."""
    if is_central(user):
        return Tag.objects.all()
    keys: list[Any] = []
    for model in models:
        policy = policy_registry.get_by_type(model)
        own = policy.instances_user_has_any_permission_for(user, ["change", "choose"])
        content_type = ContentType.objects.get_for_model(model)
        tagged = Tag.objects.filter(
            taggit_taggeditem_items__content_type=content_type,
            taggit_taggeditem_items__object_id__in=own.order_by().values("pk"),
        )
        keys += tagged.values_list("pk", flat=True)
    return Tag.objects.filter(pk__in=keys)


def popular_tags(user: Any, model: Any) -> list[Tag]:
    """The tags used most on the person's own objects of this model."""
    content_type = ContentType.objects.get_for_model(model)
    tags = own_tags(user, model).filter(taggit_taggeditem_items__content_type=content_type)
    return list(
        tags.annotate(item_count=Count("taggit_taggeditem_items")).order_by("-item_count", "name")[:MOST]
    )


def autocomplete(request: HttpRequest, app_name: str = "taggit", model_name: str = "tag") -> JsonResponse:
    """What is offered while a tag is typed."""
    if (app_name, model_name) != ("taggit", "tag"):
        raise Http404
    term = request.GET.get("term", "")
    if not term:
        return JsonResponse([], safe=False)
    tags = own_tags(request.user, get_image_model(), get_document_model())
    names = tags.filter(name__istartswith=term).order_by("name").values_list("name", flat=True)[:MOST]
    return JsonResponse(list(names), safe=False)
