from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.admin_scoping.surfaces import own_screens


class MembersConfig(AppConfig):
    name = "core.members"
    label = "core_members"
    verbose_name = _("Members")
    admin_surfaces = (
        *own_screens(
            "Each asks for `manage_members` on the subsite in its address, and finds people among its members only.",
            "members_choice",
            "members",
            "members_invite",
            "members_roles",
            "members_leave",
            "members_sign_in",
            "members_withdraw",
        ),
        *own_screens("About the person's own roles and invitations.", "own_offices", "own_offices_answer"),
    )
