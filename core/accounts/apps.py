from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "core.accounts"
    label = "core_accounts"
    verbose_name = _("Accounts")
    policy_domains = ("core.accounts.sign_on.declared.SIGN_ON",)

    def ready(self) -> None:
        from . import checks, receivers  # noqa: F401 - importing registers them

        receivers.connect()
