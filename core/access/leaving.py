"""What ends with a person's last role on a subsite: they keep nothing, the office keeps everything.

Comments, drafts, revisions and history stay where they are, under the person's name; what would let the person
go on acting or hearing of it ends.
"""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from wagtail.admin.models import EditingSession
from wagtail.log_actions import log
from wagtail.models import LockableMixin, Page, PageSubscription

from core.tenancy.models import SubsiteOwned
from core.tenancy.table import subsite_table

from .reach import reach_within

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from core.accounts.models import User


def leave_subsite(*, user: "User", subsite_id: int) -> dict[str, int]:
    """Release the person's locks on the subsite, hand their pages to the office, end subscriptions and editing
    sessions. Called by `core.access.services` inside its transaction. Returns how many of each, by name.

    A page that belongs to the office has no owner: Wagtail's owner could otherwise still edit it and would find
    it among their own.
    """
    table = subsite_table()
    pages = Page.objects.filter(reach_within(table, [table.by_id[subsite_id]]).query())
    found = {
        "locks": _release_page_locks(user, pages) + _release_row_locks(user, subsite_id),
        "pages": pages.filter(owner=user).update(owner=None),
        "subscriptions": PageSubscription.objects.filter(user=user, page__in=pages).delete()[0],
        "editing_sessions": _end_sessions(user, subsite_id, pages),
    }
    return {name: count for name, count in found.items() if count}


def held_by(*, user: "User", subsite_id: int) -> dict[str, int]:
    """What would be released: locks, pages and subscriptions of the person on the subsite."""
    table = subsite_table()
    pages = Page.objects.filter(reach_within(table, [table.by_id[subsite_id]]).query())
    return {
        "locks": pages.filter(locked_by=user).count(),
        "pages": pages.filter(owner=user).count(),
        "subscriptions": PageSubscription.objects.filter(user=user, page__in=pages).count(),
    }


def _release_page_locks(user: "User", pages: "QuerySet[Page]") -> int:
    locked = list(pages.filter(locked_by=user))
    for page in locked:
        log(instance=page, action="wagtail.unlock", user=user)
    return pages.filter(pk__in=[page.pk for page in locked]).update(
        locked=False, locked_by=None, locked_at=None
    )


def _release_row_locks(user: "User", subsite_id: int) -> int:
    lockable: list[Any] = [
        model
        for model in apps.get_models()
        if issubclass(model, SubsiteOwned) and issubclass(model, LockableMixin)
    ]
    return sum(
        model._default_manager.filter(subsite_id=subsite_id, locked_by=user).update(
            locked=False, locked_by=None, locked_at=None
        )
        for model in lockable
    )


def _end_sessions(user: "User", subsite_id: int, pages: "QuerySet[Page]") -> int:
    """Sessions name the object by its content type and its key as text."""
    by_type: dict[int, list[str]] = {}
    for type_id, key in EditingSession.objects.filter(user=user).values_list("content_type_id", "object_id"):
        by_type.setdefault(type_id, []).append(key)
    ended = 0
    for type_id, keys in by_type.items():
        model = ContentType.objects.get_for_id(type_id).model_class()
        if model is not None and issubclass(model, Page):
            there = pages.filter(pk__in=keys).values_list("pk", flat=True)
        elif model is not None and issubclass(model, SubsiteOwned):
            rows = model._default_manager.filter(subsite_id=subsite_id, pk__in=keys)
            there = rows.values_list("pk", flat=True)
        else:
            continue
        ended += EditingSession.objects.filter(
            user=user, content_type_id=type_id, object_id__in=[str(key) for key in there]
        ).delete()[0]
    return ended
