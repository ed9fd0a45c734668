"""Reads of public pages. Nothing is listed, gathered, fed or mapped but through here."""

from collections.abc import Iterable
from itertools import batched

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, Q
from wagtail.models import Page, PageQuerySet

from core.media.models import Picture, Rendition
from core.navigation.structure import enclosing_paths
from core.plugin_host.gate import exclude_gated
from core.tenancy.holding import held_table
from core.tenancy.table import PATH_STEP, SubsiteEntry

from .models import ErrorPage
from .prepared import Prepared, given
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
        pages = pages.exclude(path__below=path)
    return exclude_gated(pages)


def readable_pages(within: SubsiteEntry, queryset: PageQuerySet | None = None) -> PageQuerySet:
    """Pages that a visitor of this subsite may see: inside a restricted subsite its own pages count as well."""
    pages = _shown(queryset)
    for path in restricted_paths():
        if not within.root_path.startswith(path):
            pages = pages.exclude(path__below=path)
    return exclude_gated(pages)


def without_nested(queryset: PageQuerySet, root_paths: Iterable[str]) -> PageQuerySet:
    """These pages without those of subsites inside the branches of these home pages."""
    for root_path in root_paths:
        for path in enclosing_paths(held_table(), root_path):
            queryset = queryset.exclude(path__below=path, depth__gt=len(path) // PATH_STEP)
    return queryset


def with_pictures(articles: PageQuerySet) -> PageQuerySet:
    """Articles with their lead pictures and those pictures' renditions, in two queries more."""
    return articles.select_related("lead_picture").prefetch_related(
        Prefetch(
            "lead_picture__renditions", queryset=Rendition.objects.all(), to_attr="prefetched_renditions"
        )
    )


_SOME = tuple(f"number{place}" for place in range(8))
_RENDITIONS = Prepared(
    lambda: (
        Rendition.objects.filter(image__pk__in=[given(name) for name in _SOME])
        .select_related("image")
        .order_by()
    )
)


def pictures_by_id(numbers: Iterable[int | None]) -> dict[int | None, Picture]:
    """Pictures with their renditions by number: a query for every eight, one more for those not cut to a size yet."""
    wanted = sorted({number for number in numbers if number is not None})
    found: dict[int | None, Picture] = {}
    for some in batched(wanted, len(_SOME)):
        padded = dict(zip(_SOME, [*some, *[some[-1]] * (len(_SOME) - len(some))], strict=True))
        for rendition in _RENDITIONS.instances(**padded):
            picture = found.setdefault(rendition.image_id, rendition.image)
            rendition.image = picture
            picture.__dict__.setdefault("prefetched_renditions", []).append(rendition)
    if uncut := [number for number in wanted if number not in found]:
        found |= Picture.objects.in_bulk(uncut)
    return found


def is_readable(path: str, within: SubsiteEntry) -> bool:
    """Whether a visitor of this subsite may see the live page at this path, as far as sign-ins go. No query."""
    return not any(
        path.startswith(closed) and not within.root_path.startswith(closed) for closed in restricted_paths()
    )


def in_any_branch(paths: Iterable[str]) -> Q:
    """Pages in any of these branches of the tree."""
    condition = Q(pk__in=())
    for path in paths:
        condition |= Q(path__below=path)
    return condition


def error_page(entry: SubsiteEntry, status: int, language: str) -> ErrorPage | None:
    """The subsite's own words for a status, if it has any: in the language asked for, else in the subsite's first."""
    asked = entry.roots.get(language)
    for path in dict.fromkeys((asked.path if asked else entry.root_path, entry.root_path)):
        # Directly below the home page: further down the portal's branch are the other offices.
        below = Q(path__below=path, depth=len(path) // PATH_STEP + 1)
        if found := ErrorPage.objects.filter(below, status=status, live=True).order_by("path").first():
            return found
    return None
