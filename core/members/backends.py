"""Whoever is invited may sign in to answer, though they belong to no office yet."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from core.access.grants import grants_of

from .querysets import invitations_for

_CACHE = "_is_invited"


class InvitationBackend(BaseBackend):
    """`wagtailadmin.access_admin` while an invitation is open; the gate leaves nothing but the answer open."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        if obj is not None or perm != "wagtailadmin.access_admin" or not user_obj.is_active:
            return False
        if grants_of(user_obj):
            return False  # answered by core.access
        if not hasattr(user_obj, _CACHE):
            setattr(user_obj, _CACHE, invitations_for(user_obj).exists())
        return bool(getattr(user_obj, _CACHE))
