from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.admin_scoping.surfaces import own_screens


class PluginHostConfig(AppConfig):
    name = "core.plugin_host"
    label = "core_plugin_host"
    verbose_name = _("Plugins")
    admin_surfaces = own_screens(
        "Each asks for the permission on the subsite in its address.",
        "plugin_switches",
        "plugin_switches_of",
        "plugin_switch_on",
        "plugin_switch_off",
        "plugin_settings",
    )
    policy_domains = ("core.plugin_host.policy.PLUGINS",)

    def ready(self) -> None:
        from . import checks, signals

        checks.connect()
        signals.connect()
