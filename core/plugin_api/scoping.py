"""What a member of staff may reach of a plugin's rows: those of subsites where they hold the permission
and the plugin is on."""

from typing import Any

from wagtail.permission_policies.base import BasePermissionPolicy

from core.access.grants import subsites_with
from core.access.people import people_holding
from core.plugin_host.gate import open_entries
from core.tenancy.table import SubsiteEntry


def reachable_subsites(user: Any, slug: str, permission: str) -> list[SubsiteEntry]:
    """The subsites where the plugin is on and the person holds the permission, sorted by pinyin."""
    held = {entry.id for entry in subsites_with(user, permission)}
    return [entry for entry in open_entries(slug) if entry.id in held] if held else []


class SubsiteOwnedPolicy(BasePermissionPolicy):
    """Wagtail's questions about a plugin's model, answered from the grants on subsites and the gate."""

    def __init__(self, model: Any, slug: str, permission: str, field: str = "subsite") -> None:
        super().__init__(model)
        self.slug = slug
        self.permission = permission
        self.field = field

    def _ids(self, user: Any) -> list[int]:
        return [entry.id for entry in reachable_subsites(user, self.slug, self.permission)]

    def user_has_permission(self, user: Any, action: str) -> bool:
        return bool(self._ids(user))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return bool(self._ids(user))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return bool(self.instances_user_has_permission_for(user, action).filter(pk=instance.pk).exists())

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        return self.user_has_permission_for_instance(user, "change", instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        return self.model._default_manager.filter(**{f"{self.field}__in": self._ids(user)})

    def instances_user_has_permission_for(self, user: Any, action: str) -> Any:
        return self.instances_user_has_any_permission_for(user, [action])

    def users_with_any_permission(self, actions: Any) -> Any:
        return people_holding({self.permission}, subsites=[entry.id for entry in open_entries(self.slug)])

    def users_with_permission(self, action: str) -> Any:
        return self.users_with_any_permission([action])

    def users_with_any_permission_for_instance(self, actions: Any, instance: Any) -> Any:
        row = self.model._default_manager.filter(pk=instance.pk)
        opened = {entry.id for entry in open_entries(self.slug)}
        subsites = [pk for pk in row.values_list(f"{self.field}__pk", flat=True) if pk in opened]
        return people_holding({self.permission}, subsites=subsites)

    def users_with_permission_for_instance(self, action: str, instance: Any) -> Any:
        return self.users_with_any_permission_for_instance([action], instance)
