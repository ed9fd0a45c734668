"""The manifest of the surveys."""

from django.utils.translation import gettext_lazy as _

from core.plugin_api import Availability, PluginConfig, PluginPermission, Role


class SurveysConfig(PluginConfig):
    slug = "surveys"
    title = _("Surveys")
    summary = _("Questionnaires that an office builds itself: anonymous answers, live results, open exports.")
    version = "1.0"
    contract = ">=1.6,<2"
    availability = Availability.OPTIONAL
    icon = "form"
    permissions = (
        PluginPermission(
            "manage_surveys",
            _("Build surveys and see their results"),
            roles=(Role.APPROVER, Role.MANAGER, Role.CENTRAL_ADMINISTRATOR),
        ),
    )
