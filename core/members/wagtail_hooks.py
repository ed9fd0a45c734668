"""The way to the member screens in the administration."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from core.access.actors import person_of
from core.access.grants import subsites_with

from .querysets import invitations_for
from .screens.urls import urlpatterns


@hooks.register("register_admin_urls")
def member_screens() -> list[URLPattern]:
    """Members, invitations, one's own offices."""
    return urlpatterns


class _MembersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(subsites_with(request.user, "manage_members"))


@hooks.register("register_admin_menu_item")
def members_menu_item() -> MenuItem:
    """Shown to people who manage the members of a subsite."""
    return _MembersMenuItem(
        _("Members"), reverse_lazy("members_choice"), name="members", icon_name="group", order=8400
    )


@hooks.register("register_admin_menu_item")
def own_offices_menu_item() -> MenuItem:
    """Shown to everybody."""
    return MenuItem(
        _("My offices"), reverse_lazy("own_offices"), name="own-offices", icon_name="home", order=8450
    )


class InvitedPanel(Component):
    """Says on the first screen that an office invites."""

    name = "invited"
    template_name = "core_members/invited_panel.html"
    order = 20

    def __init__(self, count: int) -> None:
        self.count = count

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"count": self.count}


@hooks.register("construct_homepage_panels")
def tell_of_invitations(request: HttpRequest, panels: list[Component]) -> None:
    """For whoever is invited."""
    count = invitations_for(person_of(request)).count()
    if count:
        panels.insert(0, InvitedPanel(count))
