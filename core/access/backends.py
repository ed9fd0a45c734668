"""Answers Django's `user.has_perm` for the one question Wagtail asks without an object."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from .grants import grants_of


class GrantBackend(BaseBackend):
    """`wagtailadmin.access_admin` is held by whoever may enter the administration of any subsite."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        if obj is not None or perm != "wagtailadmin.access_admin" or not user_obj.is_active:
            return False
        return any("access_admin" in held for held in grants_of(user_obj).values())
