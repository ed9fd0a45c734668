"""Which office a row belongs to, shown where one list holds rows of several."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.models import Page

from core.access.grants import subsites_with
from core.tenancy.collections import subsite_of_collection
from core.tenancy.holding import held_table

from .reach import own_subsites


def office_of(page: Page) -> str:
    """The name of the office whose subsite the page lies in; "" for the tree's root."""
    entry = held_table().for_path(page.path)
    return entry.display_name if entry else ""


def works_for_several(user: Any) -> bool:
    """Whether lists of pages hold rows of several offices for this person."""
    return len(own_subsites(user)) > 1


def _labelled(title: str, office: str) -> str:
    return _("%(title)s · %(office)s") % {"title": title, "office": office} if office else title


def label_pages(user: Any, pages: Iterable[Page]) -> None:
    """Call each page by its title and its office, where a screen of Wagtail's has no column for it.

    Only what is shown changes; for people with one office, nothing does.
    """
    if works_for_several(user):
        for page in pages:
            page.draft_title = _labelled(page.draft_title or page.title, office_of(page))


def label_media(user: Any, media: Iterable[Any]) -> None:
    """The same for pictures and attachments, by their collections. A query at most for each collection."""
    if len(subsites_with(user, "manage_media")) < 2:
        return
    offices: dict[int, str] = {}
    for medium in media:
        if medium.collection_id not in offices:
            entry = subsite_of_collection(medium.collection)
            offices[medium.collection_id] = entry.display_name if entry else ""
        medium.title = _labelled(medium.title, offices[medium.collection_id])


class OfficeColumn(Column):
    """The office of a page. No query: it comes from the table of subsites."""

    def __init__(self, name: str = "office", **kwargs: Any) -> None:
        super().__init__(name, label=gettext_lazy("Office"), width="12%", **kwargs)

    def get_value(self, instance: Any) -> str:
        return office_of(instance)
