from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _

from core.admin_scoping.surfaces import own_screens


class AuditConfig(AppConfig):
    name = "core.audit"
    label = "core_audit"
    verbose_name = _("Audit")
    admin_surfaces = own_screens(
        "Each shows the records only that the person may read.",
        "audit_records",
        "audit_record",
        "audit_export",
    )

    def ready(self) -> None:
        from .checks import check_periods

        checks.register(check_periods, checks.Tags.security)
