"""Our policies in Wagtail's registry: pages and media answer from the grants on subsites."""

from wagtail.models import AbstractPage, Collection
from wagtail.permissions import register_permission_policy

from .collection_policy import GrantedCollectionPolicy
from .page_policy import SubsitePagePolicy


def register() -> None:
    """Put the policies under Wagtail's own models. Called once, from AppConfig.ready."""
    from wagtail.documents import get_document_model
    from wagtail.images import get_image_model

    register_permission_policy(AbstractPage, SubsitePagePolicy())
    register_permission_policy(Collection, GrantedCollectionPolicy(Collection))
    for model in (get_image_model(), get_document_model()):
        register_permission_policy(model, GrantedCollectionPolicy(model))
