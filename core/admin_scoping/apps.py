from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdminScopingConfig(AppConfig):
    name = "core.admin_scoping"
    label = "core_admin_scoping"
    verbose_name = _("Scope of the administration")

    def ready(self) -> None:
        from . import editors, mails, media_screens

        for module in (editors, mails, media_screens):
            module.install()
