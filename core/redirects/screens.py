"""The screens on which an office looks after its old addresses."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.permissions import register_permission_policy

from core.access.grants import subsites_with
from core.plugin_api.scoping import SubsiteOwnedPolicy
from core.plugin_api.viewsets import SubsiteViewSet
from core.tenancy.table import SubsiteEntry

from .models import OfficeRedirect


class RedirectPolicy(SubsiteOwnedPolicy):
    """Part of every subsite, not of a plugin."""

    def _ids(self, user: Any) -> list[int]:
        return [entry.id for entry in subsites_with(user, self.permission)]


class _TargetColumn(Column):
    def get_value(self, instance: Any) -> str:
        return instance.page.title if instance.page else instance.address


class RedirectScreens(SubsiteViewSet):
    """List, make, change and delete the redirects of the subsites that one manages."""

    model = OfficeRedirect
    permission: ClassVar[str] = "manage_settings"
    icon = "redirect"
    menu_label = _("Redirects")
    inspect_view_enabled = False
    index_results_template_name = "core_redirects/redirects_results.html"
    search_fields = ["old_address"]
    list_export = ["old_address", "page", "address", "is_permanent"]
    ordering = ["old_address", "pk"]

    def __init__(self, name: str | None = None, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.slug = "redirects"  # type: ignore[misc]  # of the class; here it names the screens, not a plugin

    @cached_property
    def name(self) -> str:
        return "office_redirects"

    @cached_property
    def url_prefix(self) -> str:
        return "office-redirects"

    @cached_property
    def list_display(self) -> list[Any]:
        return [
            TitleColumn(
                "old_address", label=_("Old address"), sort_key="old_address", get_url=self._edit_url
            ),
            _TargetColumn("target", label=_("Leads to")),
            Column("subsite", label=_("Office")),
            BooleanColumn("is_permanent", label=_("For good")),
        ]

    def _edit_url(self, instance: Any) -> str:
        from django.urls import reverse

        return reverse(self.get_url_name("edit"), args=[instance.pk])

    def subsites_of(self, request: HttpRequest) -> list[SubsiteEntry]:
        return subsites_with(request.user, self.permission)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("page", "subsite__organisation")

    def on_register(self) -> None:
        policy = RedirectPolicy(self.model, self.slug, self.permission, self.subsite_field)
        register_permission_policy(self.model, policy, exact_class=True)
        super().on_register()


redirect_screens = RedirectScreens()
