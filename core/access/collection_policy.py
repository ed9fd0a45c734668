"""Collections, pictures and attachments: each subsite has one collection, decided by its grants."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from wagtail.models import Collection
from wagtail.permission_policies.collections import CollectionPermissionPolicy

from core.tenancy.collections import paths_up
from core.tenancy.holding import held_table

from .grants import grants_of
from .models import SubsiteUserPermission
from .page_policy import GrantedCodename

MEDIA_ACTIONS = ("add", "change", "delete", "choose")
MEDIA_PERMISSION = "manage_media"


@dataclass(frozen=True, slots=True)
class CollectionGrant:
    """What Wagtail reads of a GroupCollectionPermission."""

    collection: Collection
    collection_id: int
    permission: GrantedCodename


class GrantedCollectionPolicy(CollectionPermissionPolicy):
    """`manage_media` on a subsite carries adding, changing, deleting and choosing in its collection."""

    def get_all_permissions_for_user(self, user: Any) -> list[CollectionGrant]:
        if not user.is_active or user.is_anonymous or user.is_superuser:
            return []
        from wagtail.documents import get_document_model
        from wagtail.images import get_image_model

        held = grants_of(user)
        ids = [
            entry.collection_id
            for entry in held_table().all
            if MEDIA_PERMISSION in held.get(entry.id, frozenset())
        ]
        codenames = [
            GrantedCodename(f"{action}_{model._meta.model_name}")
            for model in (get_image_model(), get_document_model())
            for action in MEDIA_ACTIONS
        ]
        return [
            CollectionGrant(collection, collection.pk, codename)
            for collection in Collection.objects.filter(pk__in=ids)
            for codename in codenames
        ]

    def _users_with_perm(self, actions: Any, collection: Collection | None = None) -> Any:
        rows = SubsiteUserPermission.objects.filter(permission__codename=MEDIA_PERMISSION)
        if collection is not None:
            rows = rows.filter(content_object__collection__path__in=paths_up(collection.path))
        condition = Q(pk__in=rows.values("user")) | Q(is_superuser=True)
        return get_user_model().objects.filter(condition, is_active=True)
