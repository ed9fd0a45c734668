"""What a public page of the demonstration costs."""

from collections.abc import Iterable, Iterator

from django.utils.timezone import localtime
from wagtail.models import Page, Site

from core.pages.models import ArticlePage, ColumnPage, HomePage
from core.tenancy.table import subsite_table

from .registry import Figure, measurement
from .requests import address, cpu, get, queries

MOST_QUERIES = 12
EACH = 3
"""Pages of each kind that are asked for: the first, one in the middle, the last."""


def kinds() -> Iterator[tuple[str, list[Page]]]:
    """Every kind of public page: its type, the profile of its subsite, its language."""
    table = subsite_table()
    found: dict[str, list[Page]] = {}
    for page in Page.objects.live().public().filter(depth__gt=1).order_by("path").specific().iterator():
        entry = table.for_page(page)
        if entry is None or entry.profile == "intranet":
            continue
        layout = getattr(page, "kind", "")
        name = f"{type(page).__name__} {layout} of a {entry.profile}, {page.locale.language_code}"
        found.setdefault(" ".join(name.split()), []).append(page)
    yield from found.items()


@measurement
def queries_of_pages() -> Iterable[Figure]:
    """Queries of a cold page with warm code, for every kind of page."""
    for name, pages in sorted(kinds()):
        get(address(pages[0]))
        chosen = {pages[index] for index in (0, len(pages) // 2, -1)}
        most = max(queries(address(page)) for page in chosen)
        yield Figure(f"queries: {name}", most, "queries", MOST_QUERIES)


@measurement
def queries_of_other_addresses() -> Iterable[Figure]:
    """The addresses that are no page: feeds, sitemap, search, a year, a plugin's, verification, what is missing."""
    home = portal()
    column = ColumnPage.objects.live().descendant_of(home).order_by("path").first()
    assert column is not None
    base, below = address(home), address(column)
    newest = (
        ArticlePage.objects.live()
        .descendant_of(column)
        .order_by("-first_published_at")
        .values_list("first_published_at", flat=True)
    )[0]
    addresses = {
        "search": f"{base}-/search/?q=%E5%85%AC%E5%BC%80",
        "sitemap": f"{base}sitemap.xml",
        "RSS": f"{below}rss.xml",
        "Atom": f"{below}atom.xml",
        "a year of a column": f"{below}{localtime(newest).year}/",
        "a plugin's address": f"{base}-/surveys/travel/",
        "results of a survey": f"{base}-/surveys/travel/results/",
        "verification": f"{base}-/verify/",
    }
    for name, url in addresses.items():
        get(url)
        yield Figure(f"queries: {name}", queries(url), "queries", MOST_QUERIES)
    missing = f"{base}no-such-page/"
    get(missing, status=404)
    yield Figure("queries: a missing page", queries(missing, status=404), "queries", MOST_QUERIES)


def portal() -> Page:
    """The portal's home page."""
    return Site.objects.get(is_default_site=True).root_page.specific


def cpu_figures(name: str, page: Page, bound: float | None = None) -> Iterator[Figure]:
    """The median, which the bound is for, and the least, which says what a machine without other work would show."""
    cost = cpu(address(page))
    yield Figure(f"CPU: {name} (median of 60)", cost.median, "ms", bound)
    yield Figure(f"CPU: {name} (least of 60)", cost.least, "ms", bound)


@measurement
def cpu_of_pages() -> Iterable[Figure]:
    """CPU in the process: the portal's home, a township's, an article, a column."""
    home = portal()
    yield from cpu_figures("home of the portal", home, 20)
    others = HomePage.objects.live().exclude(pk=home.pk).filter(locale=home.locale).order_by("path")
    township = next(
        page for page in others if (entry := subsite_table().for_page(page)) and entry.kind == "township"
    )
    yield from cpu_figures("home of a township", township, 20)
    articles = (
        ArticlePage.objects.live()
        .public()
        .filter(locale=home.locale)
        .descendant_of(township)
        .order_by("path")
    )
    article = articles.first()
    assert article is not None
    yield from cpu_figures("article", article, 10)
    yield from cpu_figures("column", article.get_parent().specific)
