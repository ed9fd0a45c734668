"""Choosing a page: the person's own in every state, of other offices what is published."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.views import chooser
from wagtail.models import Page
from wagtail.permissions import policy_registry

from core.search.backend.results import best_only
from core.tenancy.holding import held_table

from .keys import whole_numbers
from .offices import OfficeColumn
from .reach import as_published, explorable_pages, may_name, nameable_pages

DESTINATIONS = frozenset({"move_to", "bulk_move_to", "copy_to", "add_subpage"})
"""What Wagtail's chooser is told when a place for a page is wanted, not a page to link to."""

MOST_FOUND = 1_000
"""So many pages a search in the chooser lists at most: forty screens."""


def choosable(pages: Any, request: HttpRequest) -> Any:
    """Of these pages those that the person may choose for what the chooser is open for."""
    if request.GET.get("user_perms") in DESTINATIONS:
        return explorable_pages(request.user, pages)
    return nameable_pages(request.user, pages)


class _TitleColumn(chooser.PageTitleColumn):
    """Comes first in every row, so it shows the rest of the row the page as it may be seen."""

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def get_value(self, instance: Any) -> str:
        return super().get_value(as_published(self.user, instance))


class _Columns:
    """The columns of Wagtail's chooser with the office instead of the parent page."""

    request: HttpRequest
    is_multiple_choice: Any

    @property
    def columns(self) -> list[Any]:
        title = _TitleColumn(
            "title", label=_("Title"), is_multiple_choice=self.is_multiple_choice, user=self.request.user
        )
        updated = DateColumn(
            "updated", label=_("Updated"), width="12%", accessor="latest_revision_created_at"
        )
        replaced = {"title": title, "updated": updated}
        columns = [
            replaced.get(column.name, column)
            for column in super().columns  # type: ignore[misc]  # mixed into Wagtail's views
            if column.name != "parent"
        ]
        columns.insert(columns.index(title) + 1, OfficeColumn())
        return columns


class BrowsePages(_Columns, chooser.BrowseView):
    """Begins in the person's own office; a page that may not be named is not there."""

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        if parent_page_id is None:
            parent_page_id = self._start()
        else:
            page = get_object_or_404(Page, pk=parent_page_id)
            seen = page.is_root() or may_name(request.user, page)
            if not seen and not explorable_pages(request.user, Page.objects.filter(pk=page.pk)).exists():
                raise Http404
        response: HttpResponse = super().get(request, parent_page_id)
        return response

    def _start(self) -> int | None:
        root = policy_registry.get_by_type(Page).explorable_root_instance(self.request.user)
        if root is not None:
            return int(root.pk)
        portal = held_table().portal
        return portal.root_page_id if portal else None


class SearchPages(_Columns, chooser.SearchView):
    """Finds what may be chosen; `construct_page_chooser_queryset` limits it. Lists the best MOST_FOUND."""

    def get(self, request: HttpRequest) -> HttpResponse:
        with best_only(MOST_FOUND):
            response: TemplateResponse = super().get(request)
        response.template_name = "core_admin_scoping/found_pages.html"
        context = response.context_data or {}
        context["has_more"] = getattr(context["pages"].paginator.object_list, "has_more", False)
        return response


class ChosenPages(chooser.ChosenMultipleView):
    """Answers for pages that may be chosen only."""

    def get(self, request: HttpRequest) -> HttpResponse:
        keys = whole_numbers(request.GET.getlist("id"))
        pages = choosable(Page.objects.filter(pk__in=keys, depth__gt=1), request).specific()
        result = [
            {
                "id": page.pk,
                "parentId": page.get_parent().pk,
                "adminTitle": as_published(request.user, page).get_admin_display_title(),
                "editUrl": reverse("wagtailadmin_pages:edit", args=(page.pk,)),
                "url": page.url,
            }
            for page in pages
        ]
        response: HttpResponse = self.render_chosen_response(result)
        return response
