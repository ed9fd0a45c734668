"""The way to the audit record in the administration."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .models import AuditRecord
from .querysets import reach_of
from .screens.detail import RecordScreen
from .screens.export import ExportView
from .screens.listing import RecordsScreen


@hooks.register("register_admin_urls")
def audit_addresses() -> list[URLPattern]:
    """Listing, one record, export."""
    return [
        path("audit/", RecordsScreen.as_view(), name="audit_records"),
        path("audit/export/", ExportView.as_view(), name="audit_export"),
        path("audit/<int:pk>/", RecordScreen.as_view(model=AuditRecord), name="audit_record"),
    ]


class _AuditMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(reach_of(request.user))


@hooks.register("register_admin_menu_item")
def audit_menu_item() -> MenuItem:
    """Shown to people who may read some of the record."""
    return _AuditMenuItem(
        _("Audit"), reverse_lazy("audit_records"), name="audit", icon_name="history", order=8700
    )
