"""The screens of data sources."""

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
from wagtail.admin.views.generic import DeleteView, IndexView
from wagtail.admin.widgets.button import Button

from core.plugin_api import SubsiteViewSet
from plugins.queries.models import DataSource
from plugins.queries.screens.source_screen import (
    EditSourceScreen,
    HealthScreen,
    NewSourceScreen,
    TrySourceScreen,
)
from plugins.queries.services import PERMISSION
from plugins.queries.sources.services import delete_source


class SourceIndexView(IndexView):
    """The list of sources."""

    screens: Any

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        url = reverse(self.screens.get_url_name("health"))
        return [
            *super().header_more_buttons,
            Button(_("How they fare"), url=url, icon_name="view", priority=5),
        ]

    def get_list_more_buttons(self, instance: DataSource) -> list[Any]:
        url = reverse(self.screens.get_url_name("try"), args=[instance.pk])
        return [
            MenuItem(_("Try"), url=url, icon_name="rotate", priority=1),
            *super().get_list_more_buttons(instance),
        ]


class SourceDeleteView(DeleteView):
    """Deleting, which is refused with a reason while a page asks the source."""

    def form_valid(self, form: Any) -> Any:
        try:
            return super().form_valid(form)
        except ValidationError as error:
            for message in error.messages:
                messages.error(self.request, message)
            return HttpResponseRedirect(self.get_success_url())


class DataSourceViewSet(SubsiteViewSet):
    """Sources of one's own subsites: making, changing, trying, deleting, and how they fare."""

    model = DataSource
    permission = PERMISSION
    icon = "link"
    form_fields = ["name", "timeout_seconds", "retries", "refresh_minutes", "cache_minutes"]
    index_view_class = SourceIndexView
    delete_view_class = SourceDeleteView
    list_display = [
        "name",
        "subsite",
        Column("get_provider_display", label=_("Kind of source")),
        Column("table", label=_("Table")),
        DateColumn("last_success_at", label=_("Last answer")),
        Column("fault_words", label=_("State")),
    ]
    search_fields = ["name"]
    ordering = ["name"]
    inspect_view_enabled = False
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).select_related("table", "subsite__organisation")

    @cached_property
    def add_view(self) -> Any:
        return self.construct_view(NewSourceScreen)

    @cached_property
    def edit_view(self) -> Any:
        return self.construct_view(EditSourceScreen)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/try/", self.construct_view(TrySourceScreen), name="try"),
            path("health/", self.construct_view(HealthScreen), name="health"),
        ]

    def delete_object(self, *, instance: Any, by: Any) -> None:
        delete_source(source=instance, by=by)


source_viewset = DataSourceViewSet()
