"""Who holds a permission, in one query whatever the number of accounts."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q

from .models import SubsiteUserPermission
from .permissions import CENTRAL, permissions_of


def people_holding(
    permissions: Collection[str], *, subsites: Collection[int] | None = None, superusers: bool = True
) -> Any:
    """The active people who hold one of the permissions on one of the subsites (ids; None for any).

    Those who hold it everywhere by a central permission are among them, unless `subsites` is empty.
    """
    rows = Q(permission__codename__in=permissions)
    if subsites is not None:
        rows &= Q(content_object_id__in=subsites)
    if subsites is None or subsites:
        for central, role in CENTRAL.items():
            if not permissions_of(role).isdisjoint(permissions):
                rows |= Q(permission__codename=central)
    condition = Q(pk__in=SubsiteUserPermission.objects.filter(rows).values("user"))
    if superusers:
        condition |= Q(is_superuser=True)
    return get_user_model()._default_manager.filter(condition, is_active=True)
