"""The way to the policy screens in the administration."""

from django.http import HttpRequest
from django.urls import URLPattern, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from core.access.grants import is_central, subsites_with

from .screens.urls import urlpatterns


@hooks.register("register_admin_urls")
def policy_screens() -> list[URLPattern]:
    """Policy, its changes, and what holds for one subsite."""
    return urlpatterns


class _PolicyMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return is_central(request.user)


class _OfficeMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(subsites_with(request.user, "manage_settings"))


@hooks.register("register_admin_menu_item")
def policy_menu_item() -> MenuItem:
    """For the centre."""
    return _PolicyMenuItem(
        _("Policy"), reverse_lazy("policy"), name="policy", icon_name="clipboard-list", order=8550
    )


@hooks.register("register_admin_menu_item")
def office_menu_item() -> MenuItem:
    """For managers."""
    return _OfficeMenuItem(
        _("Rules for this subsite"),
        reverse_lazy("policy_office_choice"),
        name="subsite-rules",
        icon_name="clipboard-list",
        order=8650,
    )
