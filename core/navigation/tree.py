"""The main menu of a subsite and the way to a page, made from the subsite's structure without a query."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wagtail.models import Page

from core.pages.restrictions import closed_from
from core.tenancy.table import PATH_STEP, SubsiteEntry

from .structure import root_of, structure

if TYPE_CHECKING:
    from core.pages.addresses import Addresses


@dataclass(slots=True)
class MenuItem:
    """One entry of the menu; `path` is its place in the tree, `current` when the visitor is on it or below it."""

    path: str
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
    """What `navigation_tree` makes."""

    menu: Sequence[MenuItem]
    breadcrumbs: Sequence[Breadcrumb]


def navigation_tree(page: Page, subsite: SubsiteEntry, addresses: "Addresses") -> NavigationTree:
    """Menu (two levels of the subsite's columns) and breadcrumbs (from the subsite's home page) of a page.

    A column that asks its visitors to sign in, or for a word, is named to those who are inside only.
    """
    root = root_of(page.path, subsite)
    pages = structure(root)
    depth = len(root) // PATH_STEP
    closed = closed_from(page.path)
    menu: dict[str, MenuItem] = {}
    for row in pages.values():
        if row.path.startswith(closed):
            continue
        if row.depth == depth + 1 and row.in_menu:
            menu[row.path] = MenuItem(row.path, row.title, addresses.of(row), page.path.startswith(row.path))
            continue
        parent = menu.get(row.path[:-PATH_STEP])
        if parent is not None and (row.in_menu or row.is_column):
            parent.children.append(
                MenuItem(row.path, row.title, addresses.of(row), page.path.startswith(row.path))
            )
    return NavigationTree(list(menu.values()), _breadcrumbs(page, root, subsite, addresses))


def _breadcrumbs(page: Page, root: str, subsite: SubsiteEntry, addresses: "Addresses") -> list[Breadcrumb]:
    pages = structure(root)
    steps = [page.path[:end] for end in range(len(root) + PATH_STEP, len(page.path), PATH_STEP)]
    strange = [path for path in steps if path not in pages]
    # Pages that are no columns but have pages below them: a plugin's own structure.
    others = {row.path: row for row in Page.objects.filter(path__in=strange, live=True)} if strange else {}
    home = pages[root]
    found = [row for path in steps if (row := pages.get(path) or others.get(path))]
    crumbs = [Breadcrumb(subsite.display_name, addresses.of(home))]
    crumbs += [Breadcrumb(row.title, addresses.of(row)) for row in found]
    if page.path != root:
        crumbs.append(Breadcrumb(page.title, addresses.of(page)))
    return crumbs
