"""The gate: is this plugin on for this subsite? Every surface asks here and nowhere else."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from core.access.reach import reach_within
from core.plugin_api.manifest import LABEL_PREFIX, plugin
from core.tenancy.holding import held_table
from core.tenancy.table import SubsiteEntry, SubsiteTable

from .state import PluginState, states


def state_of(slug: str, subsite: Any) -> PluginState | None:
    """The state of a plugin on a subsite, or None when either is unknown."""
    return states(held_table()).get(getattr(subsite, "pk", 0), {}).get(slug)


def is_open(slug: str, subsite: Any) -> bool:
    """Is the plugin installed, sound, and on for the subsite (Subsite or SubsiteEntry)? False for None."""
    if subsite is None or plugin(slug) is None:
        return False
    state = state_of(slug, subsite)
    return state is not None and state.on


def open_entries(slug: str) -> list[SubsiteEntry]:
    """The subsites on which the plugin is on, sorted as the table is."""
    if plugin(slug) is None:
        return []
    table = held_table()
    found = states(table)
    return [entry for entry in table.all if (state := found[entry.id].get(slug)) and state.on]


def slug_of_label(app_label: str) -> str | None:
    """The slug of the plugin that an app label belongs to, or None for labels of the core."""
    return app_label.removeprefix(LABEL_PREFIX) if app_label.startswith(LABEL_PREFIX) else None


def page_is_open(page: Any, subsite: Any = None) -> bool:
    """May this page be shown? True for the core's pages; a plugin's page asks where the page stands.

    Judged by the content type, so that it also answers for pages whose code is gone. `subsite` spares the
    look at the tree.
    """
    content_type = ContentType.objects.get_for_id(page.content_type_id)
    slug = slug_of_label(content_type.app_label)
    if slug is None:
        return True
    if content_type.model_class() is None:
        return False
    return is_open(slug, subsite or held_table().for_path(page.path))


def closed_content_filter() -> Q:
    """The pages that must not be shown, as a filter on Page: plugins' pages, where the plugins are closed.

    Written with `content_type` and `path` only, so that search back ends understand it too. No query
    besides the table of subsites and the content types, which are cached.
    """
    table = held_table()
    return table.derive("closed_content_filter", _closed_content_filter)


def exclude_gated[T: QuerySet[Any]](queryset: T) -> T:
    """A queryset of pages without those that the gate closes."""
    return queryset.exclude(closed) if (closed := closed_content_filter()) else queryset


def _closed_content_filter(table: SubsiteTable) -> Q:
    by_slug: dict[str, list[int]] = {}
    gone: list[int] = []
    for content_type in ContentType.objects.filter(app_label__startswith=LABEL_PREFIX):
        slug = content_type.app_label.removeprefix(LABEL_PREFIX)
        if plugin(slug) is None or content_type.model_class() is None:
            gone.append(content_type.pk)
        else:
            by_slug.setdefault(slug, []).append(content_type.pk)
    # Plugins that are closed in the same places share one condition.
    by_region: dict[Q, list[int]] = {}
    everywhere = list(gone)
    for slug, ids in by_slug.items():
        region = _closed_region(table, slug)
        if region is None:
            everywhere += ids
        else:
            by_region.setdefault(region, []).extend(ids)
    closed = Q(content_type__in=sorted(everywhere)) if everywhere else Q()
    for region, ids in by_region.items():
        closed |= Q(content_type__in=sorted(ids)) & region
    return closed


def _closed_region(table: SubsiteTable, slug: str) -> Q | None:
    """Where in the tree the plugin is closed, or None for everywhere.

    The nearest subsite decides, and subsites lie within subsites (most of them within the portal's), so the
    open part is a few branches with holes in them.
    """
    found = states(table)
    reach = reach_within(table, [entry for entry in table.all if (s := found[entry.id].get(slug)) and s.on])
    if not reach.prefixes:
        return None
    opened = Q()
    for prefix in reach.prefixes:
        part = Q(path__below=prefix)
        for hole in reach.holes:
            if hole.startswith(prefix):
                part &= ~Q(path__below=hole)
        opened |= part
    return ~opened
