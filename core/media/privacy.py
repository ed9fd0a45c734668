"""Which pictures and attachments are not for everybody, and who may have them.

What lies in the collection of an office whose subsite asks visitors to sign in, or below it, is as private as its
pages; so is what lies in a collection that has a restriction of its own.
"""

from typing import Any

from django.http import HttpRequest
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction
from wagtail.permissions import policy_registry

from core.pages.restrictions import restricted_paths
from core.tenancy.collections import paths_up, subsite_of_collection


def restrictions_of(collection: Collection) -> list[Any]:
    """What a visitor has to fulfil for the files in a collection. One query, a second for a private subsite."""
    found: list[Any] = list(
        CollectionViewRestriction.objects.filter(collection__path__in=paths_up(collection.path))
    )
    office = subsite_of_collection(collection)
    if office is not None and office.root_path.startswith(restricted_paths()):
        found += PageViewRestriction.objects.filter(page__path__in=paths_up(office.root_path))
    return found


def may_have(request: HttpRequest, medium: Any) -> bool:
    """Whether the visitor may have the file of this picture or attachment: its office's people always."""
    policy = policy_registry.get_by_type(type(medium))
    if request.user.is_authenticated and policy.user_has_permission_for_instance(
        request.user, "choose", medium
    ):
        return True
    return all(restriction.accept_request(request) for restriction in restrictions_of(medium.collection))
