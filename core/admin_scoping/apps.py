from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from .surfaces import own_screens


class AdminScopingConfig(AppConfig):
    name = "core.admin_scoping"
    label = "core_admin_scoping"
    verbose_name = _("Scope of the administration")
    admin_surfaces = (
        *own_screens(
            "Lists what lies in the person's own offices.", "office_history", "office_history_results"
        ),
        *own_screens("Asks whether the person may edit the page in its address.", "translate_page"),
    )

    def ready(self) -> None:
        from . import editors, mails, media_screens, models, usage

        models.connect()
        for module in (editors, mails, media_screens, usage):
            module.install()
