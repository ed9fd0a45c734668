"""The first screen: a person's own work in the offices they work for now, not in those they left."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.admin.views.home import LockedPagesPanel, RecentEditsPanel
from wagtail.models import Page
from wagtail.permissions import policy_registry

from core.plugin_host.gate import exclude_gated, page_is_open

from .offices import label_pages
from .reach import own_reach


class OwnLockedPages(LockedPagesPanel):
    """Pages that the person locked, in their present offices."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        reach = own_reach(parent_context["request"].user)
        pages = list(exclude_gated(context["locked_pages"].filter(reach.query())))
        label_pages(parent_context["request"].user, pages)
        context["locked_pages"] = pages
        return context


class OwnRecentEdits(RecentEditsPanel):
    """Pages that the person edited last, in their present offices."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        reach = own_reach(parent_context["request"].user)
        context["last_edits"] = [
            edit for edit in context["last_edits"] if reach.covers(edit[1].path) and page_is_open(edit[1])
        ]
        label_pages(parent_context["request"].user, [page for _edited, page in context["last_edits"]])
        return context


class OwnPagesCount(PagesSummaryItem):
    """How many pages the person reaches; Wagtail counts everything below the nearest common ancestor."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        policy = policy_registry.get_by_type(Page)
        root = policy.explorable_root_instance(self.request.user)
        reached = policy.explorable_instances(self.request.user).exclude(depth=1)
        site_name = root.get_admin_display_title() if root and not root.is_root() else ""
        return {"root_page": root, "total_pages": reached.count(), "site_name": site_name}


_IN_PLACE_OF: dict[type, type] = {LockedPagesPanel: OwnLockedPages, RecentEditsPanel: OwnRecentEdits}


def scope_panels(panels: list[Any]) -> None:
    """Put our panels, in place, where Wagtail's are."""
    panels[:] = [_IN_PLACE_OF.get(type(panel), lambda it=panel: it)() for panel in panels]


def scope_summary(request: HttpRequest, items: list[Any]) -> None:
    """Put our count, in place, where Wagtail's is."""
    items[:] = [OwnPagesCount(request) if type(item) is PagesSummaryItem else item for item in items]
