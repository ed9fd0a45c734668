"""Answers Django's `user.has_perm` for the few questions Wagtail asks without an object."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from core.tenancy.holding import held_table

from .grants import grants_of

OPERATED = frozenset(
    f"{label}.{action}_{model}"
    for label, model in (("wagtailcore", "site"), ("wagtailcore", "locale"))
    for action in ("add", "change", "delete", "view")
)
"""What belongs to the power “system”: where the installation answers, and in which languages."""


class GrantBackend(BaseBackend):
    """`wagtailadmin.access_admin` is held by whoever may enter the administration of any subsite; sites and
    languages by whoever operates the system."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        if obj is not None or not user_obj.is_active:
            return False
        if perm == "wagtailadmin.access_admin":
            return any("access_admin" in held for held in grants_of(user_obj).values())
        portal = held_table().portal
        return (
            perm in OPERATED
            and portal is not None
            and "operate_system" in grants_of(user_obj).get(portal.id, ())
        )
