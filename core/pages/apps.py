from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "core.pages"
    label = "core_pages"
    verbose_name = _("Pages")

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save
        from wagtail.models import PageViewRestriction

        from . import arranging
        from .restrictions import restrictions_changed

        arranging.connect()

        for signal in (post_save, post_delete):
            signal.connect(
                restrictions_changed, sender=PageViewRestriction, dispatch_uid="core_pages_restrictions"
            )
