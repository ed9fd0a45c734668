"""What the scope of the administration hangs into Wagtail."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from .dashboard import scope_panels, scope_summary
from .menu import drop_closed
from .page_api import OwnPages
from .page_chooser import choosable
from .page_viewset import SubsitePageViewSet, page_viewset
from .reach import own_subsites
from .translating import may_start
from .urls import urlpatterns

LAST = 1000
"""After every other hook has added its items."""


@hooks.register("construct_main_menu", order=LAST)
@hooks.register("construct_settings_menu", order=LAST)
@hooks.register("construct_reports_menu", order=LAST)
@hooks.register("construct_help_menu", order=LAST)
def hide_closed_screens(request: HttpRequest, items: list[Any]) -> None:
    """No menu item leads to a 404."""
    drop_closed(request, items)


@hooks.register("construct_page_chooser_queryset")
def limit_page_choosers(pages: Any, request: HttpRequest) -> Any:
    """Own pages and published ones of others; own places where a place is wanted."""
    return choosable(pages, request)


@hooks.register("register_admin_viewset")
def page_screens() -> SubsitePageViewSet:
    """Registered after Wagtail's own, which it replaces."""
    return page_viewset


@hooks.register("construct_admin_api")
def own_pages_api(router: Any) -> None:
    """In the place of Wagtail's."""
    router.register_endpoint("pages", OwnPages)


@hooks.register("construct_homepage_panels", order=LAST)
def own_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Panels that follow the person's present offices."""
    scope_panels(panels)


@hooks.register("construct_homepage_summary_items", order=LAST)
def own_counts(request: HttpRequest, items: list[Any]) -> None:
    """Counts of what the person reaches."""
    scope_summary(request, items)


@hooks.register("register_admin_urls")
def scoped_screens() -> list[URLPattern]:
    """Our screens in the place of those that cannot be delegated."""
    return urlpatterns


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def translate_button(
    page: Any, user: Any, view_name: str | None = None, next_url: str | None = None
) -> Iterator[Button]:
    """Among the actions of a page of one's own."""
    if may_start(user, page):
        url = reverse("translate_page", args=[page.pk])
        yield Button(_("Translate"), url, priority=62, icon_name="globe")


class _HistoryMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(own_subsites(request.user))


@hooks.register("register_reports_menu_item")
def history_menu_item() -> MenuItem:
    """For people who work on pages."""
    return _HistoryMenuItem(
        _("History of pages"),
        reverse_lazy("office_history"),
        name="office-history",
        icon_name="history",
        order=990,
    )
