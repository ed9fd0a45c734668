"""The screens of the administration."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import DeleteView, EditView, IndexView

from core.plugin_api import SubsiteViewSet
from plugins.queries.models import LookupTable
from plugins.queries.screens.columns import ColumnsScreen
from plugins.queries.screens.confirm import ConfirmScreen
from plugins.queries.screens.upload import NewTableScreen, UploadScreen
from plugins.queries.screens.versions import VersionsScreen
from plugins.queries.services import PERMISSION
from plugins.queries.services_details import DETAILS, change_details, delete_table


class TableIndexView(IndexView):
    """The list of tables, with what is done to a table most."""

    screens: Any

    def get_list_more_buttons(self, instance: LookupTable) -> list[Any]:
        def item(label: Any, name: str, icon: str, priority: int) -> MenuItem:
            url = reverse(self.screens.get_url_name(name), args=[instance.pk])
            return MenuItem(label, url=url, icon_name=icon, priority=priority)

        return [
            item(_("Upload new data"), "upload", "upload", 1),
            item(_("Columns"), "columns", "list-ul", 2),
            item(_("Versions"), "versions", "history", 3),
            *super().get_list_more_buttons(instance),
        ]


class TableEditView(EditView):
    """The details; it shows what is held back, and what is refused stays in the form with the reason."""

    def get_object(self, queryset: Any = None) -> Any:
        return super().get_object(queryset).draft()

    def form_valid(self, form: Any) -> Any:
        try:
            return super().form_valid(form)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)


class TableDeleteView(DeleteView):
    """Deleting, which is refused with a reason while a page shows the table."""

    def form_valid(self, form: Any) -> Any:
        try:
            return super().form_valid(form)
        except ValidationError as error:
            for message in error.messages:
                messages.error(self.request, message)
            return HttpResponseRedirect(self.get_success_url())


class LookupTableViewSet(SubsiteViewSet):
    """Tables of one's own subsites: upload, columns, versions, details, deletion."""

    model = LookupTable
    permission = PERMISSION
    icon = "table"
    form_fields = list(DETAILS)
    index_view_class = TableIndexView
    edit_view_class = TableEditView
    delete_view_class = TableDeleteView
    list_display = [
        "name",
        "subsite",
        Column("row_count", label=_("Number of rows")),
        DateColumn("updated_at", label=_("Updated")),
        Column("updated_by", label=_("by")),
        Column("state_of_update", label=_("State")),
    ]
    search_fields = ["name", "description"]
    ordering = ["name"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return (
            super()
            .get_queryset(request)
            .select_related("current_version", "updated_by", "subsite__organisation")
        )

    @cached_property
    def add_view(self) -> Any:
        return self.construct_view(NewTableScreen)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/upload/", self.construct_view(UploadScreen), name="upload"),
            path("confirm/<int:upload>/", self.construct_view(ConfirmScreen), name="confirm"),
            path("<int:pk>/columns/", self.construct_view(ColumnsScreen), name="columns"),
            path("<int:pk>/versions/", self.construct_view(VersionsScreen), name="versions"),
        ]

    def save_object(self, *, form: Any, by: Any, created: bool) -> Any:
        changed = {name: form.cleaned_data[name] for name in form.changed_data if name in DETAILS}
        table = LookupTable.objects.get(pk=form.instance.pk)
        change_details(table=table, by=by, **changed)
        return table

    def delete_object(self, *, instance: Any, by: Any) -> None:
        delete_table(table=instance, by=by)


table_viewset = LookupTableViewSet()
