"""Which office a row belongs to, shown where one list holds rows of several."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.models import Page

from core.tenancy.holding import held_table


def office_of(page: Page) -> str:
    """The name of the office whose subsite the page lies in; "" for the tree's root."""
    entry = held_table().for_path(page.path)
    return entry.display_name if entry else ""


class OfficeColumn(Column):
    """The office of a page. No query: it comes from the table of subsites."""

    def __init__(self, name: str = "office", **kwargs: Any) -> None:
        super().__init__(name, label=_("Office"), width="12%", **kwargs)

    def get_value(self, instance: Any) -> str:
        return office_of(instance)
