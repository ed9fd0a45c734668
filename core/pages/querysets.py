"""Reads of public pages. Nothing is listed, gathered, fed or mapped but through here."""

from collections.abc import Iterable

from django.db.models import Prefetch, Q
from wagtail.models import Page, PageQuerySet

from core.media.models import Rendition
from core.plugin_host.gate import exclude_gated
from core.tenancy.holding import held_table
from core.tenancy.table import SubsiteEntry

from .models import ArticlePage, ErrorPage
from .restrictions import restricted_paths


def public_pages(queryset: PageQuerySet | None = None) -> PageQuerySet:
    """Pages that every visitor may see: live, unrestricted, not error pages, their plugin on. No query."""
    pages = Page.objects.all() if queryset is None else queryset
    pages = pages.filter(live=True).exclude(
        content_type__app_label="core_pages", content_type__model="errorpage"
    )
    for path in restricted_paths():
        pages = pages.exclude(path__startswith=path)
    return exclude_gated(pages)


def readable_pages(within: SubsiteEntry, queryset: PageQuerySet | None = None) -> PageQuerySet:
    """Pages that a visitor of this subsite may see: inside a restricted subsite its own pages count as well."""
    pages = Page.objects.all() if queryset is None else queryset
    pages = pages.filter(live=True).exclude(
        content_type__app_label="core_pages", content_type__model="errorpage"
    )
    for path in restricted_paths():
        if not within.root_path.startswith(path):
            pages = pages.exclude(path__startswith=path)
    return exclude_gated(pages)


def nested_roots(entry: SubsiteEntry, language: str) -> list[str]:
    """Paths of the subsites inside this subsite's branch: not its own content."""
    root = entry.roots.get(language)
    if root is None:
        return []
    return [
        other.roots[language].path
        for other in held_table().all
        if other.id != entry.id
        and language in other.roots
        and other.roots[language].path.startswith(root.path)
    ]


def with_pictures(articles: PageQuerySet) -> PageQuerySet:
    """Articles with their lead pictures and those pictures' renditions, in two queries more."""
    return articles.select_related("lead_picture").prefetch_related(
        Prefetch(
            "lead_picture__renditions", queryset=Rendition.objects.all(), to_attr="prefetched_renditions"
        )
    )


def articles_below(path: str, *, reader: SubsiteEntry) -> PageQuerySet:
    """The articles below a tree path that this subsite's visitors may see, newest first."""
    return readable_pages(reader, ArticlePage.objects.filter(path__startswith=path)).order_by(
        "-first_published_at", "-pk"
    )


def in_any_branch(paths: Iterable[str]) -> Q:
    """Pages in any of these branches of the tree."""
    condition = Q(pk__in=())
    for path in paths:
        condition |= Q(path__startswith=path)
    return condition


def error_page(entry: SubsiteEntry, status: int) -> ErrorPage | None:
    """The subsite's own words for a status, if it has any."""
    return ErrorPage.objects.filter(path__startswith=entry.root_path, status=status, live=True).first()
