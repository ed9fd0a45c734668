"""The manifest of the interviews."""

from django.utils.translation import gettext_lazy as _

from core.plugin_api import Availability, PluginConfig, PluginPermission, Role


class InterviewsConfig(PluginConfig):
    slug = "interviews"
    title = _("Interviews")
    summary = _(
        "Online interviews: questions of citizens, answers line by line as they are given, an archive."
    )
    version = "1.0"
    contract = ">=1.5,<2"
    availability = Availability.OPTIONAL
    icon = "comment"
    permissions = (
        PluginPermission(
            "manage_interviews",
            _("Prepare and host interviews"),
            roles=(Role.APPROVER, Role.MANAGER, Role.CENTRAL_ADMINISTRATOR),
        ),
        PluginPermission(
            "answer_questions",
            _("Answer questions in interviews and questions routed to the office"),
            roles=(
                Role.CONTRIBUTOR,
                Role.REVIEWER,
                Role.APPROVER,
                Role.MANAGER,
                Role.CENTRAL_ADMINISTRATOR,
            ),
        ),
    )
