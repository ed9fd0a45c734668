"""The manifest of the look-ups."""

from django.utils.translation import gettext_lazy as _

from core.plugin_api import Availability, PluginConfig, PluginPermission, Role


class QueriesConfig(PluginConfig):
    slug = "queries"
    title = _("Look-ups")
    summary = _(
        "Tables, price series, timetables, directories, fees and personal look-ups, from uploaded files and from "
        "other systems."
    )
    version = "1.0"
    contract = ">=1.5,<2"
    availability = Availability.OPTIONAL
    icon = "table"
    permissions = (
        PluginPermission(
            "manage_tables",
            _("Publish and update look-up tables"),
            roles=(Role.APPROVER, Role.MANAGER, Role.CENTRAL_ADMINISTRATOR),
        ),
    )
