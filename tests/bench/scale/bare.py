"""Wagtail as it comes, for reference: one group per office with page permissions on its home page.

Takes our policies, our exact page tester and our gate away in this process; data and hooks stay the same.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    AbstractPage,
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    PagePermissionTester,
)
from wagtail.permission_policies.collections import (
    CollectionManagementPermissionPolicy,
    CollectionOwnershipPermissionPolicy,
)
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from core.accounts.models import User
from core.admin_scoping import gate
from core.media.models import Attachment, Picture
from core.pages.models.base import PageMixin
from core.tenancy.table import SubsiteEntry

EDITING = ("add_page", "change_page")
MANAGING = (*EDITING, "publish_page", "lock_page", "unlock_page")
MEDIA = ("add_picture", "change_picture", "choose_picture")


def give_group_permissions(entries: list[SubsiteEntry], editor: User, manager: User) -> None:
    """A group for each office, as Wagtail's documentation describes it; the editor joins the first, the manager
    one of its own with what the first has not."""
    permissions = Permission.objects.filter(content_type__app_label="wagtailcore")
    editing = permissions.filter(codename__in=EDITING)
    media = Permission.objects.filter(content_type__app_label="core_media", codename__in=MEDIA)
    groups = Group.objects.bulk_create(Group(name=f"Bare {entry.slug}") for entry in entries)
    for group, entry in zip(groups, entries, strict=True):
        GroupPagePermission.objects.bulk_create(
            GroupPagePermission(group=group, page_id=entry.root_page_id, permission=permission)
            for permission in editing
        )
        GroupCollectionPermission.objects.bulk_create(
            GroupCollectionPermission(group=group, collection_id=entry.collection_id, permission=permission)
            for permission in media
        )
    editor.groups.add(groups[0])
    managing = Group.objects.create(name="Bare managers")
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=managing, page_id=entries[0].root_page_id, permission=permission)
        for permission in permissions.filter(codename__in=MANAGING)
    )
    manager.groups.add(managing)


def take_ours_away() -> None:
    """From here on this process answers as bare Wagtail does."""
    register_permission_policy(AbstractPage, PagePermissionPolicy())
    register_permission_policy(Collection, CollectionManagementPermissionPolicy(Collection))
    for model in (Picture, Attachment):
        register_permission_policy(
            model,
            CollectionOwnershipPermissionPolicy(model, auth_model=model, owner_field_name="uploaded_by_user"),
        )

    def as_wagtail(page: Any, user: Any) -> PagePermissionTester:
        return PagePermissionTester(user, page)

    PageMixin.permissions_for_user = as_wagtail  # type: ignore[method-assign]
    gate.may_meet = lambda request, match: True
