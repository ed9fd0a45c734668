from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "core.audit"
    label = "core_audit"
    verbose_name = _("Audit")

    def ready(self) -> None:
        from .checks import check_periods

        checks.register(check_periods, checks.Tags.security)
