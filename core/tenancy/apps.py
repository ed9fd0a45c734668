from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.admin_scoping.surfaces import own_screens


def _subsites_moved(**kwargs: Any) -> None:
    from .table import touch_revision

    touch_revision()


class TenancyConfig(AppConfig):
    name = "core.tenancy"
    label = "core_tenancy"
    verbose_name = _("Subsites")
    admin_surfaces = own_screens(
        "Each asks for the permission on the subsite in its address.",
        "subsite_settings_choice",
        "subsite_settings",
    )

    def ready(self) -> None:
        from . import holding, lookups  # noqa: F401

        holding.connect()
        from wagtail.signals import copy_for_translation_done, page_slug_changed, post_page_move

        # Whatever moves a home page, or gives it a translation, changes where subsites lie in the tree.
        for signal in (post_page_move, page_slug_changed, copy_for_translation_done):
            signal.connect(_subsites_moved, dispatch_uid="core_tenancy_subsites_moved")
