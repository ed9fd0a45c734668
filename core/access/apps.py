from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from core.admin_scoping.surfaces import Surface

_OPERATED = ("index", "index_results", "add", "edit", "delete", "history", "history_results")


def _sync_permissions(**kwargs: Any) -> None:
    from .services import sync_permissions

    sync_permissions()


class AccessConfig(AppConfig):
    name = "core.access"
    label = "core_access"
    verbose_name = _("Access")
    admin_surfaces = tuple(
        Surface(
            f"{space}:{name}",
            "Wagtail asks for a permission that only the power “system” holds (core.access.backends).",
            central_permission="operate_system",
        )
        for space in ("wagtailsites", "wagtaillocales")
        for name in _OPERATED
    )

    def ready(self) -> None:
        from . import policies

        policies.register()
        post_migrate.connect(_sync_permissions, sender=self)
