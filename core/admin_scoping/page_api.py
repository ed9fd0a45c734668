"""Pages in the API that the administration calls: the same rules as on its screens.

Wagtail moves a page beside the page that is named where no position is said, so that an article moved “to” a column
ended up beside it, which no column's parent allows: 403 for everybody. Here the page that is named is the new parent,
as on the screen. A place or revision that is named in a body is looked up among the person's own; what the page would
bring to another subsite, or back from an old revision, is checked as it is when a page is saved.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import Http404
from rest_framework.exceptions import ValidationError
from wagtail.admin.api.actions.copy import CopyPageAPIAction
from wagtail.admin.api.actions.create_alias import CreatePageAliasAPIAction
from wagtail.admin.api.actions.move import MovePageAPIAction
from wagtail.admin.api.actions.revert_to_page_revision import RevertToPageRevisionAPIAction
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.models import Page

from .reach import explorable_pages
from .references import refuse_foreign_content, refuse_foreign_copy

type Body = Mapping[str, Any]


def _own_place(action: Any, data: Body) -> Page | None:
    """The page that the body names as a place. Raises Http404 when it is not the person's."""
    key = data.get("destination_page_id")
    if key is None:
        return None
    found = explorable_pages(action.request.user, Page.objects.filter(pk=key)).first()
    if found is None:
        raise Http404
    return found


def _checked_copy(action: Any, page: Any, data: Body) -> None:
    place = _own_place(action, data)
    try:
        refuse_foreign_copy(page, place or page.get_parent(), recursive=data["recursive"])
    except DjangoValidationError as refusal:
        raise ValidationError(refusal.messages) from refusal


class Move(MovePageAPIAction):
    """Below the page that is named, last, unless a position is said."""

    def _action_from_data(self, instance: Any, data: Body) -> Any:
        _own_place(self, data)
        return super()._action_from_data(instance, {"position": "last-child", **data})


class Copy(CopyPageAPIAction):
    """To an own place, with what may be referred to there."""

    def _action_from_data(self, instance: Any, data: Body) -> Any:
        _checked_copy(self, instance, data)
        return super()._action_from_data(instance, data)


class CreateAlias(CreatePageAliasAPIAction):
    """The same for an alias."""

    def _action_from_data(self, instance: Any, data: Body) -> Any:
        _checked_copy(self, instance, data)
        return super()._action_from_data(instance, data)


class Revert(RevertToPageRevisionAPIAction):
    """To an older text, unless it names what has become another office's since."""

    def _action_from_data(self, instance: Any, data: Body) -> Any:
        action = super()._action_from_data(instance, data)
        try:
            refuse_foreign_content(action.revision.as_object(), kept_from=instance)
        except DjangoValidationError as refusal:
            raise ValidationError(refusal.messages) from refusal
        return action


class OwnPages(PagesAdminAPIViewSet):
    """Wagtail's, with our actions."""

    actions = {
        **PagesAdminAPIViewSet.actions,
        "move": Move,
        "copy": Copy,
        "create_alias": CreateAlias,
        "revert_to_page_revision": Revert,
    }
