from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TestingConfig(AppConfig):
    name = "core.testing"
    label = "core_testing"
    verbose_name = _("Testing")
