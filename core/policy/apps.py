from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PolicyConfig(AppConfig):
    name = "core.policy"
    label = "core_policy"
    verbose_name = _("Policy")
    policy_domains = (
        "core.policy.declared.PUBLISHING",
        "core.policy.declared.UPLOADS",
        "core.policy.declared.ADDRESSES",
    )
