from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _

from core.access.permissions import PermissionDefinition
from core.access.roles import Role
from core.admin_scoping.surfaces import own_screens


def _lift_triggers(using: str, **kwargs: Any) -> None:
    from .triggers import lift

    lift(using)


def _lay_triggers(using: str, **kwargs: Any) -> None:
    from .triggers import lay

    lay(using)


class ReviewConfig(AppConfig):
    name = "core.review"
    label = "core_review"
    verbose_name = _("Review")
    access_permissions = (
        PermissionDefinition("review_content", _("Review what was submitted"), (Role.REVIEWER,), duty=True),
        PermissionDefinition("clear_secrecy", _("Clear for secrecy"), (Role.SECRECY_REVIEWER,), duty=True),
        PermissionDefinition("approve_content", _("Approve and answer for it"), (Role.APPROVER,), duty=True),
        PermissionDefinition(
            "manage_review", _("Set the review chain"), (Role.MANAGER, Role.CENTRAL_ADMINISTRATOR)
        ),
    )

    admin_surfaces = own_screens(
        "Each asks whether the person works in the review's, the page's or the chosen office.",
        "review_desk",
        "review_item",
        "review_preview",
        "review_submit",
        "review_stand_ins",
        "review_rules",
    )

    def ready(self) -> None:
        from . import signals

        signals.connect()
        # A table that SQLite makes anew loses its triggers, and a trigger hinders making it anew.
        pre_migrate.connect(_lift_triggers, sender=self)
        post_migrate.connect(_lay_triggers, sender=self)
