"""What redirects hang into Wagtail."""

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from core.access.grants import subsites_with

from .screens import RedirectScreens, redirect_screens


@hooks.register("register_admin_viewset")
def redirect_viewset() -> RedirectScreens:
    """The scoped screens; Wagtail's own are for the central office."""
    return redirect_screens


class _RedirectsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(subsites_with(request.user, redirect_screens.permission))


@hooks.register("register_admin_menu_item")
def redirects_menu_item() -> MenuItem:
    """For people who look after the settings of a subsite."""
    return _RedirectsMenuItem(
        _("Redirects"),
        reverse_lazy("office_redirects:index"),
        name="office-redirects",
        icon_name="redirect",
        order=8550,
    )
