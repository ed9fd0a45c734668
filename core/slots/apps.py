from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SlotsConfig(AppConfig):
    name = "core.slots"
    label = "core_slots"
    verbose_name = _("Page slots")
