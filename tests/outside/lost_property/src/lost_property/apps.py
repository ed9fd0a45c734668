"""The manifest. It is imported while settings load: only core.plugin_api and gettext_lazy here."""

from django.utils.translation import gettext_lazy as _

from core.plugin_api import PluginConfig, PluginPermission, Role


class LostPropertyConfig(PluginConfig):
    slug = "lost_property"
    title = _("Lost property")
    summary = _("What was found at an office, and where it can be fetched.")
    version = "1.0"
    contract = ">=1.5,<2"  # AuditVerb
    icon = "tag"
    permissions = (
        PluginPermission(
            "manage_finds",
            _("Write down what was found and fetched"),
            roles=(Role.CONTRIBUTOR, Role.APPROVER, Role.MANAGER, Role.CENTRAL_ADMINISTRATOR),
        ),
    )
