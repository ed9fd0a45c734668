"""Reports of one's own offices: locked pages, and what was done to pages, by whom."""

from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, UserColumn
from wagtail.admin.views.pages.history import PageHistoryFilterSet
from wagtail.admin.views.reports.aging_pages import AgingPagesView
from wagtail.admin.views.reports.base import ReportView
from wagtail.admin.views.reports.locked_pages import LockedPagesReportFilterSet, LockedPagesView
from wagtail.models import PageLogEntry

from core.tenancy.holding import held_table

from .models import DeletedPage
from .offices import label_pages, office_of, works_for_several
from .reach import own_pages, own_reach, own_subsites


def _lockers(request: HttpRequest) -> Any:
    locked = own_pages(request.user).filter(locked=True)
    people = get_user_model()._default_manager.filter(pk__in=locked.values("locked_by"))
    return people.order_by("name")


class OwnLockedPagesFilterSet(LockedPagesReportFilterSet):
    """Names only who locked one of the person's own pages."""

    locked_by = django_filters.ModelChoiceFilter(
        label=_("Locked by"), empty_label=_("Anyone"), field_name="locked_by", queryset=_lockers
    )


class _WithOffice:
    """Under a report of pages: people with several offices read whose a page is, on the screen and in the file."""

    request: HttpRequest
    list_export: list[str]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]  # mixed into a report
        if works_for_several(request.user):
            self.list_export = [self.list_export[0], "office", *self.list_export[1:]]

    def get_heading(self, queryset: Any, field: str) -> Any:
        # A workbook takes no text that is still to be translated.
        return str(_("Office")) if field == "office" else super().get_heading(queryset, field)  # type: ignore[misc]  # the same

    def to_row_dict(self, item: Any) -> Any:
        item.office = self.office_named(item)
        return super().to_row_dict(item)  # type: ignore[misc]  # the same

    def office_named(self, item: Any) -> str:
        """The office of what a row is about."""
        return office_of(item)

    def decorate_paginated_queryset(self, rows: Any) -> Any:
        rows = super().decorate_paginated_queryset(rows)  # type: ignore[misc]  # the same
        label_pages(self.request.user, rows)
        return rows


class OwnAgingPages(_WithOffice, AgingPagesView):
    """Pages by when they were published last; limited by the page policy."""

    def add_last_publisher_name_to_page(self, username_mapping: Any, page: Any) -> None:
        """What an import published was published by nobody, whom Wagtail calls None."""
        super().add_last_publisher_name_to_page(username_mapping, page)
        page.last_published_by_user = page.last_published_by_user or "—"


class OwnAgingPagesResults(OwnAgingPages):
    """Its rows alone."""

    results_only = True


class OwnLockedPages(_WithOffice, LockedPagesView):
    """Locked pages of the person's present offices; a lock left behind in a former one is not theirs."""

    filterset_class = OwnLockedPagesFilterSet

    def get_queryset(self) -> Any:
        pages = super().get_queryset().filter(own_reach(self.request.user).query())
        # What Wagtail's rows show of a page, not asked for each of them.
        return (
            pages.annotate_site_root_state()
            .annotate_approved_schedule()
            .prefetch_related("locked_by", "locale")
        )


class OwnLockedPagesResults(OwnLockedPages):
    """Its rows alone."""

    results_only = True


def _office_of_entry(entry: Any) -> str:
    if entry.gone_from is None:
        return office_of(entry.page)
    office = held_table().by_id.get(entry.gone_from)
    return office.display_name if office else ""


class _OfficeOfEntry(Column):
    def get_value(self, instance: Any) -> str:
        return _office_of_entry(instance)


class _PageTitle(Column):
    cell_template_name = "core_admin_scoping/history_page_cell.html"


class OfficeHistory(_WithOffice, ReportView):
    """What was done to the pages of the person's offices, those that are deleted included, newest first."""

    page_title = _("History of pages")
    header_icon = "history"
    model = PageLogEntry
    filterset_class = PageHistoryFilterSet
    results_template_name = "core_admin_scoping/history_results.html"
    index_url_name = "office_history"
    index_results_url_name = "office_history_results"
    default_ordering = "-timestamp"
    is_searchable = False
    list_export = ["page_id", "label", "message", "user_display_name", "timestamp"]
    export_headings = {
        "page_id": _("ID"),
        "label": _("Name"),
        "message": _("Action"),
        "user_display_name": _("User"),
        "timestamp": _("Date/Time"),
    }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not own_subsites(request.user):
            raise Http404
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def get_base_queryset(self) -> Any:
        """Entries of the pages that are the offices' now, and of those that were when they were deleted."""
        own = own_pages(self.request.user).order_by().values_list("pk")
        offices = [entry.id for entry in own_subsites(self.request.user)]
        gone = DeletedPage.objects.filter(subsite__in=offices).values_list("pk")
        entries = PageLogEntry.objects.filter(page_id__in=own.union(gone, all=True))
        # No join with the page: it would leave out what is deleted.
        return (
            entries.select_related("user__wagtail_userprofile")
            .prefetch_related("page")
            .annotate(
                gone_from=DeletedPage.objects.filter(pk=OuterRef("page_id")).values("subsite_id")[:1],
            )
            .order_by("-timestamp", "-pk")
        )

    def get_filterset_kwargs(self) -> dict[str, Any]:
        """The filters offer the actions and the people that occur."""
        kwargs: dict[str, Any] = super().get_filterset_kwargs()
        return {**kwargs, "queryset": self.get_base_queryset()}

    def get_filtered_queryset(self) -> Any:
        return self.get_queryset()

    def get_filename(self) -> str:
        return "history-of-pages"

    def office_named(self, item: Any) -> str:
        return _office_of_entry(item)

    def decorate_paginated_queryset(self, rows: Any) -> Any:
        """The office has a column of its own here."""
        return rows

    @property
    def columns(self) -> list[Any]:
        """The office only for people who work for several."""
        found: list[Any] = [
            _PageTitle("label", label=_("Name")),
            Column("message", label=_("Action")),
            UserColumn("user", label=_("User")),
            DateColumn("timestamp", label=_("Date/Time")),
        ]
        if works_for_several(self.request.user):
            found.insert(1, _OfficeOfEntry("office", label=_("Office")))
        return found

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        context["table"] = self.get_table(context["object_list"])
        return context
