"""What the host hangs into Wagtail."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.models import Page

from core.plugin_api.contributions import AdminMenuItem
from core.plugin_api.scoping import reachable_subsites
from core.tenancy.holding import hold_table_of

from .affected import gone_slugs_below
from .dashboard import panels_for
from .gate import exclude_gated, page_is_open
from .registry import builds, contributions_at
from .screens.plugin_screen import may_manage_any
from .screens.urls import urlpatterns


@hooks.register("register_admin_viewset")
def plugin_viewsets() -> list[ViewSet]:
    """The screens of all plugins; each view asks the gate. Those of a plugin that can't make its own are left out."""
    seen: dict[int, ViewSet] = {}
    for owned in contributions_at(AdminMenuItem.point):
        if not isinstance(owned.contribution, AdminMenuItem):
            continue
        viewset = owned.contribution.viewset
        if id(viewset) not in seen and builds(owned, viewset.get_urlpatterns):
            seen[id(viewset)] = viewset
    return list(seen.values())


class _PluginMenuItem(MenuItem):
    """Shown to people who may use the screens on at least one subsite."""

    def __init__(self, slug: str, item: AdminMenuItem, order: int) -> None:
        self.slug = slug
        self.item = item
        super().__init__(
            label=item.label,
            url="",
            name=f"plugin-{slug}-{item.name}",
            icon_name=item.icon or item.viewset.icon or "sliders",
            order=order,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(reachable_subsites(request.user, self.slug, self.item.permission))

    def render_component(self, request: HttpRequest) -> Any:
        self.url = self.item.viewset.menu_url
        return super().render_component(request)


@hooks.register("construct_main_menu")
def plugin_menu_items(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Add the menu items of the plugins that this person may use somewhere."""
    for place, owned in enumerate(contributions_at(AdminMenuItem.point)):
        if isinstance(owned.contribution, AdminMenuItem):
            item = _PluginMenuItem(owned.owner, owned.contribution, 400 + place)
            if item.is_shown(request):
                menu_items.append(item)


@hooks.register("register_admin_urls")
def plugin_screens() -> list[URLPattern]:
    """Switches, settings, policy and indicators."""
    return urlpatterns


class _SwitchesMenuItem(MenuItem):
    """For people who switch plugins somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_manage_any(request)


@hooks.register("register_admin_menu_item")
def switches_menu_item() -> MenuItem:
    """The way to the switches."""
    return _SwitchesMenuItem(
        _("Plugins"), reverse_lazy("plugin_switches"), name="plugins", icon_name="sliders", order=8500
    )


@hooks.register("construct_homepage_panels")
def plugin_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Add the plugins' panels."""
    panels.extend(panels_for(request))


@hooks.register("before_serve_page")
def close_pages(page: Any, request: HttpRequest, serve_args: Any, serve_kwargs: Any) -> None:
    """404 for pages of plugins that are off here, whichever way the page was found."""
    hold_table_of(request)
    if not page_is_open(page):
        raise Http404


@hooks.register("construct_explorer_page_queryset")
def hide_in_explorer(parent_page: Any, pages: Any, request: HttpRequest) -> Any:
    """Pages of plugins that are off are not listed."""
    return exclude_gated(pages)


@hooks.register("construct_page_chooser_queryset")
def hide_in_chooser(pages: Any, request: HttpRequest) -> Any:
    """Pages of plugins that are off can't be chosen."""
    return exclude_gated(pages)


@hooks.register("before_delete_page")
def keep_what_has_no_code(request: HttpRequest, page: Any) -> HttpResponse | None:
    """A branch with pages whose code is gone can't be deleted here: their tables would be left dangling."""
    slugs = gone_slugs_below([page])
    if not slugs or request.method != "POST":
        return None
    messages.error(
        request,
        _(
            "There are pages below it whose plugin is no longer installed. The operator has to run: %(commands)s"
        )
        % {"commands": ", ".join(f"manage.py plugin remove {slug}" for slug in slugs)},
    )
    return HttpResponseRedirect(reverse("wagtailadmin_explore", args=[page.get_parent().pk]))


@hooks.register("before_bulk_action")
def keep_what_has_no_code_in_bulk(
    request: HttpRequest, action_type: str, objects: Any, action: Any
) -> HttpResponse | None:
    """The same for several pages at once."""
    pages = [each for each in objects if isinstance(each, Page)]
    if action_type != "delete":
        return None
    return next((refusal for page in pages if (refusal := keep_what_has_no_code(request, page))), None)
