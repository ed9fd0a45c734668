from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from core.admin_scoping.surfaces import Surface, own_screens

_OPERATED = ("index", "index_results", "add", "edit", "delete", "history", "history_results")


def _sync_permissions(**kwargs: Any) -> None:
    from .services import sync_permissions

    sync_permissions()


def _sites_and_languages() -> tuple[Surface, ...]:
    return tuple(
        Surface(
            f"{space}:{name}",
            "Wagtail asks for a permission that only the power “system” holds (core.access.backends).",
            central_permission="operate_system",
        )
        for space in ("wagtailsites", "wagtaillocales")
        for name in _OPERATED
    )


class AccessConfig(AppConfig):
    name = "core.access"
    label = "core_access"
    verbose_name = _("Access")
    admin_surfaces = (
        *own_screens("Shows the grants of the offices that the person manages or audits.", "who_may_what"),
        Surface("superusers", "For the auditor.", central_permission="audit_everything"),
        *_sites_and_languages(),
    )

    def ready(self) -> None:
        from . import checks, policies  # noqa: F401 - importing registers them

        policies.register()
        post_migrate.connect(_sync_permissions, sender=self)
