"""The design system: base templates, tokens, components, icons and the admin's branding."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DesignConfig(AppConfig):
    """Registers the templates, the static files and the template tags of the design system."""

    name = "core.design"
    label = "core_design"
    verbose_name = _("Design")
