"""Which pictures and attachments are not for everybody, and who may have them.

What lies in the collection of an office whose subsite asks visitors to sign in is as private as its pages; so is
what lies in a collection that has a restriction of its own.
"""

from typing import Any

from django.http import HttpRequest
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction
from wagtail.permissions import policy_registry

from core.pages.restrictions import restricted_paths
from core.tenancy.holding import held_table

STEP = 4
"""Characters per level of a treebeard path."""


def _ancestors(path: str) -> list[str]:
    return [path[:end] for end in range(STEP, len(path) + 1, STEP)]


def _home_path(collection_id: int) -> str:
    """The tree path of the home page whose subsite uses this collection; "" for other collections."""
    entries = (entry for entry in held_table().all if entry.collection_id == collection_id)
    return next((entry.root_path for entry in entries), "")


def restrictions_of(collection: Collection) -> list[Any]:
    """What a visitor has to fulfil for the files in a collection. One query, a second for a private subsite."""
    found: list[Any] = list(
        CollectionViewRestriction.objects.filter(collection__path__in=_ancestors(collection.path))
    )
    home = _home_path(collection.pk)
    if home and home.startswith(restricted_paths()):
        found += PageViewRestriction.objects.filter(page__path__in=_ancestors(home))
    return found


def may_have(request: HttpRequest, medium: Any) -> bool:
    """Whether the visitor may have the file of this picture or attachment: its office's people always."""
    policy = policy_registry.get_by_type(type(medium))
    if request.user.is_authenticated and policy.user_has_permission_for_instance(
        request.user, "choose", medium
    ):
        return True
    return all(restriction.accept_request(request) for restriction in restrictions_of(medium.collection))
