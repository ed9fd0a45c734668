"""The way to the subsite settings in the administration."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from core.access.grants import subsites_with

from .screens import SubsiteSettingsScreen


@hooks.register("register_admin_urls")
def settings_addresses() -> list[URLPattern]:
    """The screen, for the first subsite one manages or for a named one."""
    view = SubsiteSettingsScreen.as_view()
    return [
        path("subsite-settings/", view, name="subsite_settings_choice"),
        path("subsite-settings/<slug:subsite>/", view, name="subsite_settings"),
    ]


class _SettingsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(subsites_with(request.user, "manage_settings"))


@hooks.register("register_admin_menu_item")
def settings_menu_item() -> MenuItem:
    """Shown to people who may change the settings of a subsite."""
    return _SettingsMenuItem(
        _("Subsite settings"),
        reverse_lazy("subsite_settings_choice"),
        name="subsite-settings",
        icon_name="cog",
        order=8600,
    )
