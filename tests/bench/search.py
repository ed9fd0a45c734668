"""What searching costs: asking the index, the page of results, indexing one page and all."""

import statistics
import time
from collections.abc import Callable, Iterable
from urllib.parse import quote

from modelsearch.backends import get_search_backend
from wagtail.models import Locale

from core.pages.models import ArticlePage
from core.search.querysets import search_pages
from core.search.services import rebuild_index

from .pages import MOST_QUERIES, portal
from .registry import Figure, measurement
from .requests import address, cpu, queries

TIMES = 7
QUESTIONS = {
    "a common word": "工作",
    "one character": "的",
    "a phrase": "人民政府",
    "two words": "通知 公开",
    "words without an answer": "麒麟洞的传说",
}


def took(work: Callable[[], object]) -> float:
    """Median wall time in ms."""
    times = []
    for _ in range(TIMES):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


@measurement
def searching() -> Iterable[Figure]:
    """Through all subsites, as a visitor does: one page of results and their number."""
    locale = Locale.get_default()
    for name, words in QUESTIONS.items():
        found = search_pages(words, subsite=None, locale=locale).count()

        def ask(words: str = words) -> None:
            results = search_pages(words, subsite=None, locale=locale)
            results.count()
            list(results[:20])

        yield Figure(f"search: hits of {name}", found, "pages")
        yield Figure(f"search: {name}", took(ask), "ms")
        url = f"{address(portal())}-/search/?scope=all&q={quote(words)}"
        yield Figure(f"queries: search for {name}", queries(url), "queries", MOST_QUERIES)
    yield Figure("CPU: page of results", cpu(url.replace(quote(words), quote("工作")), times=10).median, "ms")


@measurement
def indexing() -> Iterable[Figure]:
    """One page, as after publishing it, and everything, as after a bulk build."""
    article = ArticlePage.objects.first()
    assert article is not None
    yield Figure("search: indexing one page", took(lambda: get_search_backend().add(article)), "ms")
    began = time.perf_counter()
    count = rebuild_index()
    yield Figure("search: indexing everything", time.perf_counter() - began, "s")
    yield Figure("search: objects indexed", count, "objects")
