"""Reads of public pages. Nothing is listed, gathered, fed or mapped but through here."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, Q
from wagtail.models import Page, PageQuerySet

from core.media.models import Rendition
from core.navigation.structure import enclosing_paths
from core.plugin_host.gate import exclude_gated
from core.tenancy.holding import held_table
from core.tenancy.table import PATH_STEP, SubsiteEntry

from .models import ArticlePage, ErrorPage
from .restrictions import restricted_paths


def _shown(queryset: PageQuerySet | None) -> PageQuerySet:
    pages = Page.objects.all() if queryset is None else queryset
    pages = pages.filter(live=True)
    if pages.model is Page:
        pages = pages.exclude(content_type=ContentType.objects.get_for_model(ErrorPage))
    return pages


def public_pages(queryset: PageQuerySet | None = None) -> PageQuerySet:
    """Pages that every visitor may see: live, unrestricted, not error pages, their plugin on. No query."""
    pages = _shown(queryset)
    for path in restricted_paths():
        pages = pages.exclude(path__startswith=path)
    return exclude_gated(pages)


def readable_pages(within: SubsiteEntry, queryset: PageQuerySet | None = None) -> PageQuerySet:
    """Pages that a visitor of this subsite may see: inside a restricted subsite its own pages count as well."""
    pages = _shown(queryset)
    for path in restricted_paths():
        if not within.root_path.startswith(path):
            pages = pages.exclude(path__startswith=path)
    return exclude_gated(pages)


def nested_branches(root_path: str) -> Q:
    """The pages of subsites inside this home page's branch: not its own content.

    A condition per index of offices, not per office, so it stays as short with 180 offices as with one. Most of
    the tree is in it, so it is written to leave the database the way by date, not by place.
    """
    condition = Q(pk__in=())
    for path in enclosing_paths(held_table(), root_path):
        condition |= Q(path__startswith=path, depth__gt=len(path) // PATH_STEP)
    return condition


def without_nested(queryset: PageQuerySet, root_paths: Iterable[str]) -> PageQuerySet:
    """These pages without those of subsites inside the branches of these home pages."""
    for root_path in root_paths:
        for path in enclosing_paths(held_table(), root_path):
            queryset = queryset.exclude(path__startswith=path, depth__gt=len(path) // PATH_STEP)
    return queryset


def with_pictures(articles: PageQuerySet) -> PageQuerySet:
    """Articles with their lead pictures and those pictures' renditions, in two queries more."""
    return articles.select_related("lead_picture").prefetch_related(
        Prefetch(
            "lead_picture__renditions", queryset=Rendition.objects.all(), to_attr="prefetched_renditions"
        )
    )


def articles_below(path: str, *, reader: SubsiteEntry) -> PageQuerySet:
    """The articles below a tree path that this subsite's visitors may see, newest first."""
    articles = ArticlePage.objects.filter(live=True, path__below=path)
    for restricted in restricted_paths():
        if restricted.startswith(path) and not reader.root_path.startswith(restricted):
            articles = articles.exclude(path__below=restricted)
        elif path.startswith(restricted) and not reader.root_path.startswith(restricted):
            return ArticlePage.objects.none()
    return articles.order_by("-first_published_at", "-pk")


def articles_of_nested(root_path: str, *, reader: SubsiteEntry) -> PageQuerySet:
    """The articles of the subsites inside a home page's branch that its visitors may see, newest first."""
    articles = ArticlePage.objects.filter(nested_branches(root_path), live=True)
    for restricted in restricted_paths():
        if restricted.startswith(root_path) and not reader.root_path.startswith(restricted):
            articles = articles.exclude(path__startswith=restricted)
    return articles.order_by("-first_published_at", "-pk")


def in_any_branch(paths: Iterable[str]) -> Q:
    """Pages in any of these branches of the tree."""
    condition = Q(pk__in=())
    for path in paths:
        condition |= Q(path__startswith=path)
    return condition


def error_page(entry: SubsiteEntry, status: int) -> ErrorPage | None:
    """The subsite's own words for a status, if it has any."""
    return ErrorPage.objects.filter(path__startswith=entry.root_path, status=status, live=True).first()
