from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def _sync_permissions(**kwargs: Any) -> None:
    from .services import sync_permissions

    sync_permissions()


class AccessConfig(AppConfig):
    name = "core.access"
    label = "core_access"
    verbose_name = _("Access")

    def ready(self) -> None:
        from . import policies

        policies.register()
        post_migrate.connect(_sync_permissions, sender=self)
