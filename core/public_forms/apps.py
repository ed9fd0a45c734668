from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicFormsConfig(AppConfig):
    name = "core.public_forms"
    label = "core_public_forms"
    verbose_name = _("Public forms")
