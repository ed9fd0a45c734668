"""Which objects of other offices a person may name: in a link, a chooser, a preview."""

from typing import Any

from django.db import models
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import CollectionMember, Page
from wagtail.permissions import policy_registry

from core.access.grants import grants_of, is_central
from core.tenancy.models import SubsiteOwned

from .reach import may_name


def is_medium(model: type[models.Model]) -> bool:
    """Whether the model is that of pictures or of attachments."""
    return issubclass(model, (get_image_model(), get_document_model()))


def media_of(user: Any, model: Any) -> Any:
    """The pictures or attachments that the person may use."""
    return policy_registry.get_by_type(model).instances_user_has_permission_for(user, "choose")


def may_name_object(user: Any, instance: Any) -> bool:
    """Whether the person may read this object's title. True for what belongs to no office."""
    if is_central(user):
        return True
    if isinstance(instance, Page):
        return may_name(user, instance)
    if isinstance(instance, CollectionMember):
        policy = policy_registry.get_by_type(type(instance))
        return bool(policy.user_has_permission_for_instance(user, "choose", instance))
    if isinstance(instance, SubsiteOwned):
        return bool(grants_of(user).get(instance.subsite_id))
    return True
