from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NavigationConfig(AppConfig):
    name = "core.navigation"
    label = "core_navigation"
    verbose_name = _("Navigation")

    def ready(self) -> None:
        from wagtail.signals import page_published, page_unpublished, post_page_move

        from .structure import structure_changed

        for signal in (page_published, page_unpublished, post_page_move):
            signal.connect(structure_changed, dispatch_uid="core_navigation_structure")
        from django.apps import apps
        from django.db.models.signals import post_delete, post_save

        for name in ("ColumnPage", "OfficesPage"):
            model = apps.get_model("core_pages", name)
            post_save.connect(structure_changed, sender=model, dispatch_uid="core_navigation_saved")
            post_delete.connect(structure_changed, sender=model, dispatch_uid="core_navigation_deleted")
