"""The manifest of the notices."""

from django.utils.translation import gettext_lazy as _

from core.plugin_api import PluginConfig, PluginPermission, Role


class NoticesConfig(PluginConfig):
    slug = "notices"
    title = _("Notices")
    summary = _("Urgent and temporary notices above an office's pages, with a beginning and an end.")
    version = "1.0"
    contract = ">=1.5,<2"
    icon = "warning"
    permissions = (
        PluginPermission(
            "manage_notices",
            _("Publish and end notices"),
            roles=(Role.APPROVER, Role.MANAGER, Role.CENTRAL_ADMINISTRATOR),
        ),
    )
