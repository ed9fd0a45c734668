from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CitizensConfig(AppConfig):
    name = "core.citizens"
    label = "core_citizens"
    verbose_name = _("Citizens")
