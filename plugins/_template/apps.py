"""The manifest. It is imported while settings load: only core.plugin_api and gettext_lazy here."""

from django.utils.translation import gettext_lazy as _

from core.plugin_api import PluginConfig, PluginPermission, Role


class SampleConfig(PluginConfig):
    slug = "sample"
    title = _("Sample")
    summary = _("Short entries that an office publishes, newest first.")
    version = "0.1"
    contract = ">=1,<2"
    icon = "list-ul"
    permissions = (
        PluginPermission(
            "manage_entries",
            _("Write and delete entries of “Sample”"),
            roles=(Role.CONTRIBUTOR, Role.APPROVER, Role.MANAGER, Role.CENTRAL_ADMINISTRATOR),
        ),
    )
