"""The main menu of a subsite and the way to a page, read in one query."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q
from wagtail.models import Page

from core.plugin_host.gate import exclude_gated
from core.tenancy.table import PATH_STEP, SubsiteEntry, SubsiteTable

if TYPE_CHECKING:
    from core.pages.addresses import Addresses


@dataclass(slots=True)
class MenuItem:
    """One entry of the menu; `current` when the visitor is on it or below it."""

    title: str
    url: str
    current: bool
    children: list["MenuItem"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Breadcrumb:
    """One step of the way to a page; the page itself has no address."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class NavigationTree:
    """What `navigation_tree` reads."""

    menu: Sequence[MenuItem]
    breadcrumbs: Sequence[Breadcrumb]


def navigation_tree(page: Page, subsite: SubsiteEntry, addresses: "Addresses") -> NavigationTree:
    """Menu (two levels of the subsite's columns) and breadcrumbs (from the subsite's home page) of a page."""
    root = _root_of(page, subsite)
    steps = [page.path[:end] for end in range(len(root), len(page.path) + 1, PATH_STEP)]
    depth = len(root) // PATH_STEP
    menu_pages = Q(path__startswith=root, depth__in=(depth + 1, depth + 2), live=True) & Q(
        Q(show_in_menus=True) | Q(depth=depth + 2, content_type__model="columnpage")
    )
    for nested in _offices_within(addresses.table, root):
        menu_pages &= ~Q(path=nested)
    rows = (
        exclude_gated(Page.objects.filter(Q(path__in=steps) | menu_pages))
        .order_by("path")
        .only("path", "url_path", "title", "depth", "show_in_menus", "live")
    )
    by_path = {row.path: row for row in rows}
    menu: dict[str, MenuItem] = {}
    for row in by_path.values():
        if not row.live or row.depth not in (depth + 1, depth + 2):
            continue
        item = MenuItem(row.title, addresses.of(row), page.path.startswith(row.path))
        if row.depth == depth + 1 and row.show_in_menus:
            menu[row.path] = item
        elif row.depth == depth + 2 and (parent := menu.get(row.path[:-PATH_STEP])):
            parent.children.append(item)
    crumbs = [
        Breadcrumb(subsite.display_name if path == root else by_path[path].title, addresses.of(by_path[path]))
        for path in steps
        if path in by_path
    ]
    return NavigationTree(list(menu.values()), crumbs)


def _root_of(page: Page, subsite: SubsiteEntry) -> str:
    """The path of the subsite's home page in the language of this page."""
    return next(root.path for root in subsite.roots.values() if page.path.startswith(root.path))


def _offices_within(table: SubsiteTable, root: str) -> list[str]:
    """Home pages of offices two levels below: they are reached by the index of offices, not by the menu."""
    return [
        path for path in table.by_path if path.startswith(root) and len(path) == len(root) + 2 * PATH_STEP
    ]
