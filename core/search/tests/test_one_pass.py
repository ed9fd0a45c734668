"""What is counted and paged from one pass is what each page asked for itself would be."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from modelsearch.query import MATCH_ALL, Not, PlainText
from wagtail.models import Page

from core.pages.models import ArticlePage
from core.review.models import Publication
from core.search.backend.results import best_only

type Publish = Callable[..., ArticlePage]
type Index = Callable[[], int]

TITLES = ("医保", "医保办理指南", "关于医保缴费的通知", "社保", "农村医保与社保", "道路施工")


@pytest.fixture
def articles(publish: Publish, index: Index) -> list[ArticlePage]:
    made = [publish(title, "在本地办理。" * (number % 3)) for number, title in enumerate(TITLES)]
    index()
    return made


@pytest.mark.parametrize(
    "query", ["医保", "社保", PlainText("医保") & ~PlainText("社保"), Not(PlainText("医保"))]
)
@pytest.mark.parametrize("size", [1, 2, 5])
def test_pages_are_those_of_separate_questions(articles: list[ArticlePage], query: object, size: int) -> None:
    counted = Page.objects.search(query)
    number = counted.count()
    assert number == len(list(Page.objects.search(query)))
    for start in range(0, number, size):
        apart = Page.objects.search(query)[start : start + size]
        assert list(counted[start : start + size]) == list(apart)
        assert counted[start : start + size].count() == len(apart)


def test_a_count_and_two_pages_ask_the_index_once(articles: list[ArticlePage]) -> None:
    found = ArticlePage.objects.search("医保")
    with CaptureQueriesContext(connection) as asked:
        assert found.count() == 4
        assert len(list(found[:2])) == 2
        assert len(list(found[2:4])) == 2
    index = [query for query in asked if "wagtailsearch_indexentry" in query["sql"]]
    assert (len(asked), len(index)) == (3, 1)


def test_everything_and_nothing_are_counted(articles: list[ArticlePage]) -> None:
    everything = ArticlePage.objects.search(MATCH_ALL)
    assert everything.count() == len(TITLES)
    assert list(everything[:2]) == list(ArticlePage.objects.search(MATCH_ALL)[:2])
    assert ArticlePage.objects.search("").count() == 0


def test_an_order_of_ones_own_is_kept(articles: list[ArticlePage]) -> None:
    found = ArticlePage.objects.order_by("title").search("医保", order_by_relevance=False)
    assert found.count() == 4
    assert [page.title for page in found[:4]] == sorted(title for title in TITLES if "医保" in title)


def test_what_is_deleted_in_between_is_left_out(articles: list[ArticlePage]) -> None:
    found = ArticlePage.objects.search("医保")
    assert found.count() == 4
    Page.objects.get(pk=articles[0].pk).delete()
    assert articles[0] not in list(found[:4])
    assert len(list(found[:4])) == 3


@pytest.mark.parametrize("few", [1, 1_000])
def test_facets_are_the_same_of_few_and_of_many(
    articles: list[ArticlePage], few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.search.backend.results.FEW", few)
    Publication.objects.filter(page_number=articles[1].pk).update(ended_at=timezone.now())
    ArticlePage.objects.filter(pk=articles[1].pk).update(live=False)
    assert list(ArticlePage.objects.search("医保").facet("live").items()) == [(True, 3), (False, 1)]


def test_results_share_one_list(articles: list[ArticlePage]) -> None:
    first = ArticlePage.objects.search("医保")
    second = ArticlePage.objects.select_related("locale").search("医保")
    first.share_hits(second)
    assert first.count() == 4
    with CaptureQueriesContext(connection) as asked:
        assert second.count() == 4
    assert len(asked) == 0


def test_the_best_only(articles: list[ArticlePage]) -> None:
    every = ArticlePage.objects.search("医保")
    assert (every.count(), every.has_more) == (4, False)
    for most in range(1, 6):
        with best_only(most):
            best = ArticlePage.objects.search("医保")
        assert best.count() == min(most, 4)
        assert best.has_more == (most < 4)
        assert list(best[:4]) == list(every[:most])


def test_of_equals_the_newest_are_the_best(publish: Publish, index: Index) -> None:
    made = [publish("防汛通知", "雨。") for _number in range(5)]
    index()
    with best_only(5):
        best = ArticlePage.objects.autocomplete("防汛")
    assert list(best[:5]) == made[::-1]
    assert best.has_more is False


@pytest.mark.parametrize("query", [MATCH_ALL, Not(PlainText("医保"))])
def test_the_best_of_what_has_no_rank(articles: list[ArticlePage], query: object) -> None:
    with best_only(1):
        best = ArticlePage.objects.search(query)
    assert (best.count(), best.has_more) == (1, True)
    assert list(best[:1]) == list(ArticlePage.objects.search(query)[:1])


def test_the_best_are_looked_for_among_the_objects(articles: list[ArticlePage]) -> None:
    there = ArticlePage.objects.exclude(title="医保")
    with best_only(2):
        best = there.search("医保")
    assert list(best[:2]) == list(there.search("医保")[:2])
    assert best.has_more is True
