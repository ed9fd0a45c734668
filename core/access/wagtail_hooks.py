"""The way to the tables of grants and of superusers in the administration."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .oversight import visible_offices
from .screens.superusers import SuperusersScreen, audits
from .screens.who_may_what import WhoMayWhatScreen


@hooks.register("register_admin_urls")
def oversight_screens() -> list[URLPattern]:
    """Each answers 404 to those whom it is not for."""
    return [
        path("who-may-what/", WhoMayWhatScreen.as_view(), name="who_may_what"),
        path("superusers/", SuperusersScreen.as_view(), name="superusers"),
    ]


class _GrantsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(visible_offices(request.user))


class _SuperusersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return audits(request.user)


@hooks.register("register_reports_menu_item")
def grants_menu_item() -> MenuItem:
    """Among the reports."""
    return _GrantsMenuItem(
        _("Who may do what"), reverse_lazy("who_may_what"), name="who-may-what", icon_name="key", order=900
    )


@hooks.register("register_reports_menu_item")
def superusers_menu_item() -> MenuItem:
    """Among the reports."""
    return _SuperusersMenuItem(
        _("Use of superusers"), reverse_lazy("superusers"), name="superusers", icon_name="warning", order=910
    )
