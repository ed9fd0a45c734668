from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PluginHostConfig(AppConfig):
    name = "core.plugin_host"
    label = "core_plugin_host"
    verbose_name = _("Plugins")

    def ready(self) -> None:
        from . import checks, signals

        checks.connect()
        signals.connect()
