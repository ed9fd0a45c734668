"""The permissions that a person can hold on a subsite, and which roles carry them.

They are rows of django.contrib.auth's Permission on the model Subsite; guardian grants them per subsite.
Any installed app adds its own by an attribute `access_permissions` on its AppConfig.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .roles import Role

EVERY_ROLE = tuple(Role)
EDITING = (Role.CONTRIBUTOR, Role.REVIEWER, Role.APPROVER, Role.MANAGER, Role.CENTRAL_ADMINISTRATOR)
DECIDING = (Role.APPROVER, Role.MANAGER, Role.CENTRAL_ADMINISTRATOR)
MANAGING = (Role.MANAGER, Role.CENTRAL_ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class PermissionDefinition:
    """One permission: its codename, what people read, and the roles that hold it."""

    codename: str
    label: str | Promise
    roles: tuple[Role, ...] = ()
    duty: bool = False
    """A step of the review chain. Who manages members hands it out without holding it: that the steps lie with
    distinct people is what the chain is for, and nobody gives a role to themselves."""


CORE_PERMISSIONS = (
    PermissionDefinition("access_admin", _("Enter the administration"), EVERY_ROLE),
    PermissionDefinition("edit_content", _("Write and edit content"), EDITING),
    PermissionDefinition("publish_content", _("Publish content"), DECIDING),
    PermissionDefinition("manage_columns", _("Arrange columns"), MANAGING),
    PermissionDefinition("manage_media", _("Upload pictures and attachments"), EDITING),
    PermissionDefinition("manage_members", _("Manage members"), MANAGING),
    PermissionDefinition("manage_plugins", _("Switch plugins"), MANAGING),
    PermissionDefinition("manage_settings", _("Change the subsite's settings"), MANAGING),
    PermissionDefinition(
        "view_audit", _("Read the record of decisions"), (Role.MANAGER, Role.AUDITOR, Role.CENTRAL_AUDITOR)
    ),
    PermissionDefinition(
        "operate_system", _("Operate sites, languages, plugins and tasks"), (Role.SYSTEM_ADMINISTRATOR,)
    ),
    PermissionDefinition(
        "administer_policy", _("Set policy for all subsites"), (Role.CENTRAL_ADMINISTRATOR,)
    ),
    PermissionDefinition("audit_everything", _("Read the records of all subsites"), (Role.CENTRAL_AUDITOR,)),
)

CENTRAL: Mapping[str, Role] = {
    "administer_policy": Role.CENTRAL_ADMINISTRATOR,
    "audit_everything": Role.CENTRAL_AUDITOR,
}
"""Held on the portal, this permission carries all that the role holds to every subsite."""


@cache
def definitions() -> Mapping[str, PermissionDefinition]:
    """All permissions of the core and of installed apps, by codename."""
    found = {definition.codename: definition for definition in CORE_PERMISSIONS}
    for config in apps.get_app_configs():
        for definition in getattr(config, "access_permissions", ()):
            found[definition.codename] = definition
    return found


@cache
def permissions_of(role: str) -> frozenset[str]:
    """Codenames that a role holds on the subsite it is given for."""
    return frozenset(definition.codename for definition in definitions().values() if role in definition.roles)


def labels_of(role: str) -> list[str]:
    """What a role may do, for people, in the order of the definitions."""
    return [str(each.label) for each in definitions().values() if role in each.roles]


@cache
def handed_out_by_holders(role: str) -> frozenset[str]:
    """The part of a role's permissions that only somebody who holds them gives away: all but the chain's duties."""
    return frozenset(code for code in permissions_of(role) if not definitions()[code].duty)
