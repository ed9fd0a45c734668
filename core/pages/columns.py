"""What a column shows: its items by date, its years, its neighbours."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db.models import Case, Count, Exists, OuterRef, Q, SmallIntegerField, When
from django.db.models.functions import ExtractYear
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.navigation.structure import StructurePage, root_of, structure
from core.tenancy.current import subsite_of
from core.tenancy.table import PATH_STEP, SubsiteEntry

from .addresses import DEFAULT_LANGUAGE
from .items import list_items
from .models import ArticlePage, ColumnPage
from .prepared import Prepared, adapted, given
from .querysets import readable_pages, with_pictures
from .restrictions import closed_from

ITEMS_PER_PAGE = 20
ORIGINALS_LANGUAGE = "zh-Hans"
"""The tag of the default language, in which untranslated items are listed."""


def column_context(request: HttpRequest, page: ColumnPage, context: Mapping[str, Any]) -> dict[str, Any]:
    """The column's own context. Raises Http404 for a year or a page number that has nothing.

    The list holds everything below the column that is neither a column nor an index: articles first of
    all, and the pages of plugins that are on. A translated column lists below its own items what of its original's
    is not translated.
    """
    subsite = subsite_of(request)
    if subsite is None:
        return {}
    addresses = context["addresses"]
    year: int | None = getattr(request, "column_year", None)
    original = original_column(page, subsite)
    everything = column_items(page, subsite, original)
    years = _years(everything)
    counts = {row["year"]: row["count"] for row in years}
    if year is not None and year not in counts and not _has_year_elsewhere(page, subsite, year):
        raise Http404
    listed = everything.filter(first_published_at__year=year) if year else everything
    paginator = Paginator(listed, ITEMS_PER_PAGE)
    paginator.count = sum(counts.values()) if year is None else counts.get(year, 0)
    page_obj = _requested_page(request, paginator)
    nearby = _columns_nearby(page, subsite)
    url = addresses.of(page)
    return {
        "items": list_items(
            _with_pictures(list(page_obj.object_list)),
            addresses,
            languages={original.path: ORIGINALS_LANGUAGE} if original else {},
        ),
        "paginator": paginator,
        "page_obj": page_obj,
        "year": year,
        "years": [
            {"year": row["year"], "url": f"{url}{row['year']}/", "count": row["count"]}
            for row in years
            if row["year"]
        ],
        "subcolumns": [_link(row, page, addresses) for row in nearby if row.path[:-PATH_STEP] == page.path],
        "siblings": [_link(row, page, addresses) for row in nearby if row.path[:-PATH_STEP] != page.path],
        "feeds": [
            {"title": f"{page.title} RSS", "url": f"{url}rss.xml", "type": "application/rss+xml"},
            {"title": f"{page.title} Atom", "url": f"{url}atom.xml", "type": "application/atom+xml"},
        ],
    }


class Original(NamedTuple):
    """The column in the default language that another is the translation of."""

    path: str
    depth: int


_ORIGINAL = Prepared(
    lambda: (
        Page.objects.filter(translation_key=given("key"), locale__language_code=given("language"), live=True)
        .order_by()
        .values_list("path", "depth")
    )
)


def original_column(page: ColumnPage, subsite: SubsiteEntry) -> Original | None:
    """What a column on another side than the default language's translates, if that is public: one query there."""
    root = subsite.roots.get(DEFAULT_LANGUAGE)
    if root is None or page.path.startswith(root.path):
        return None
    rows = _ORIGINAL.rows(key=adapted(page.translation_key), language=DEFAULT_LANGUAGE)
    return Original(*rows[0]) if rows else None


def column_items(page: ColumnPage, subsite: SubsiteEntry, original: Original | None = None) -> Any:
    """Everything listed in a column, newest first: what lies below it and is not itself a column.

    With an `original` its items follow that have no public translation in the column's language.
    """
    structure = Q(content_type__app_label="core_pages", content_type__model__in=("columnpage", "officespage"))
    if original is None:
        pages = Page.objects.filter(path__below=page.path, depth__gt=page.depth)
        return readable_pages(subsite, pages).exclude(structure).order_by("-first_published_at", "-pk")
    translated = Page.objects.filter(
        translation_key=OuterRef("translation_key"), locale_id=page.locale_id, live=True
    )
    own = Q(path__below=page.path, depth__gt=page.depth)
    others = Q(path__below=original.path, depth__gt=original.depth) & ~Exists(translated)
    is_own = Case(When(own, then=1), default=0, output_field=SmallIntegerField())
    return (
        readable_pages(subsite, Page.objects.filter(own | others))
        .exclude(structure)
        .order_by(is_own.desc(), "-first_published_at", "-pk")
    )


def _has_year_elsewhere(page: ColumnPage, subsite: SubsiteEntry, year: int) -> bool:
    """Whether another language's column has items of the year: then the switch of languages leads here."""
    columns = Page.objects.filter(translation_key=page.translation_key, live=True).exclude(pk=page.pk)
    return any(
        column_items(column, subsite).filter(first_published_at__year=year).exists() for column in columns
    )


def _years(items: Any) -> list[dict[str, Any]]:
    rows = (
        items.order_by()
        .annotate(year=ExtractYear("first_published_at"))
        .values("year")
        .annotate(count=Count("pk"))
        .order_by("-year")
    )
    return list(rows)


def _requested_page(request: HttpRequest, paginator: Paginator) -> Any:
    number = request.GET.get("page", "1")
    if not number.isascii() or not number.isdigit() or not 1 <= int(number) <= paginator.num_pages:
        raise Http404(_("There is no such page."))
    return paginator.page(int(number))


def _with_pictures(pages: list[Page]) -> list[Any]:
    """The pages of one listing, the articles among them with summary and picture: three queries for all."""
    articles = with_pictures(ArticlePage.objects.filter(pk__in=[page.pk for page in pages])).defer("body")
    by_id = {article.pk: article for article in articles}
    return [by_id.get(page.pk, page) for page in pages]


def _columns_nearby(page: ColumnPage, subsite: SubsiteEntry) -> list[StructurePage]:
    """The columns below this one, and those beside it when it lies within another column."""
    root = root_of(page.path, subsite)
    parent = page.path[:-PATH_STEP]
    beside = {parent} - {root}
    closed = closed_from(page.path)
    return [
        row
        for row in structure(root).values()
        if row.is_column
        and not row.path.startswith(closed)
        and (row.path[:-PATH_STEP] == page.path or row.path[:-PATH_STEP] in beside)
    ]


def _link(row: StructurePage, page: Page, addresses: Any) -> dict[str, Any]:
    return {"title": row.title, "url": addresses.of(row), "current": row.path == page.path}
