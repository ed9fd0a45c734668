from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.admin_scoping.surfaces import own_screens


class PolicyConfig(AppConfig):
    name = "core.policy"
    label = "core_policy"
    verbose_name = _("Policy")
    admin_surfaces = own_screens(
        "Asks for `manage_settings` on the subsite in its address.", "policy_office_choice", "policy_office"
    )
    policy_domains = (
        "core.policy.declared.PUBLISHING",
        "core.policy.declared.UPLOADS",
        "core.policy.declared.ADDRESSES",
    )
