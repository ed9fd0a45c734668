"""The columns of a subsite: read once and kept with the table of subsites, not asked for on every page.

Menus, breadcrumbs and the columns nearby are made from it. A column changes rarely, and whatever changes one
changes the revision token (`structure_changed`), so every process reads it again at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from wagtail.models import Page

from core.plugin_host.gate import exclude_gated
from core.tenancy.holding import held_table
from core.tenancy.table import PATH_STEP, SubsiteEntry, SubsiteTable, touch_revision

STRUCTURAL = ("homepage", "columnpage", "officespage")
"""The page types of the core that make up a subsite's structure."""


@dataclass(frozen=True, slots=True)
class StructurePage:
    """One page of the structure. `is_column` is False for other pages that an office put into its menu."""

    path: str
    url_path: str
    title: str
    depth: int
    in_menu: bool
    is_column: bool
    is_offices: bool


def structure(root_path: str) -> Mapping[str, StructurePage]:
    """The live columns and menu pages below (and including) this home page by path, in the tree's order."""
    return held_table().derive(f"structure {root_path}", lambda table: _read(table, root_path))


def root_of(path: str, subsite: SubsiteEntry) -> str:
    """The path of the subsite's home page in the language of the page at this path."""
    return next(root.path for root in subsite.roots.values() if path.startswith(root.path))


def enclosing_paths(table: SubsiteTable, root_path: str) -> list[str]:
    """The pages strictly inside this branch below which other subsites lie: a handful, however many those are."""
    parents = {
        path[:-PATH_STEP] for path in table.by_path if path.startswith(root_path) and path != root_path
    }
    inside = sorted(parents - {root_path})
    return [path for path in inside if not any(path != other and path.startswith(other) for other in inside)]


def _read(table: SubsiteTable, root_path: str) -> dict[str, StructurePage]:
    kinds = Q(content_type__app_label="core_pages", content_type__model__in=STRUCTURAL)
    pages = Page.objects.filter(Q(show_in_menus=True) | kinds, path__below=root_path, live=True)
    for path in enclosing_paths(table, root_path):
        pages = pages.exclude(path__below=path, depth__gt=len(path) // PATH_STEP)
    rows = (
        exclude_gated(pages)
        .order_by("path")
        .values_list(
            "path",
            "url_path",
            "title",
            "depth",
            "show_in_menus",
            "content_type__model",
            "content_type__app_label",
        )
    )
    return {
        path: StructurePage(
            path,
            url_path,
            title,
            depth,
            shown,
            app_label == "core_pages" and model in STRUCTURAL,
            model == "officespage",
        )
        for path, url_path, title, depth, shown, model, app_label in rows
        if path == root_path or path not in table.by_path
    }


def structure_changed(instance: Any = None, **kwargs: Any) -> None:
    """Signal receiver: every process reads the structures again when a column or a menu page changed."""
    if instance is None or instance.show_in_menus or instance._meta.model_name in STRUCTURAL:
        touch_revision()
