"""Who may arrange an office's columns: asked where a page is made, moved and deleted, whatever the way to it.

Wagtail's permissions know nothing of page types: whoever may add a page somewhere may add each type that fits there.
The page tester (`core.access.page_policy`) answers screens; this is the check below all of them.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models.signals import pre_delete, pre_save
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.signals import pre_page_move

from core.access.page_policy import may_make
from core.admin_scoping.acting import acting_user


class ArrangingRefused(PermissionDenied):
    """The person may write on the subsite, but not arrange its columns."""


def _require(page: Page, *paths: str) -> None:
    """Raise ArrangingRefused when whoever works in the administration may not arrange columns at one of the places."""
    person = acting_user()
    model = page.specific_class or type(page)
    if person is not None and not all(may_make(person, model, path) for path in paths):
        raise ArrangingRefused(
            _(
                "Columns are arranged by the manager of the subsite: the permission “Arrange columns” is missing."
            )
        )


def _before_save(sender: type, instance: Any, raw: bool, **_kwargs: Any) -> None:
    if not raw and issubclass(sender, Page) and instance._state.adding:
        _require(instance, instance.path)


def _before_delete(sender: type, instance: Any, **_kwargs: Any) -> None:
    if issubclass(sender, Page):
        _require(instance, instance.path)


def _before_move(instance: Page, parent_page_after: Page, **_kwargs: Any) -> None:
    _require(instance, instance.path, parent_page_after.path)


def connect() -> None:
    """Listen; each handler once."""
    pre_save.connect(_before_save, dispatch_uid="core.pages.arranging.before_save")
    pre_delete.connect(_before_delete, dispatch_uid="core.pages.arranging.before_delete")
    pre_page_move.connect(_before_move, dispatch_uid="core.pages.arranging.before_move")
