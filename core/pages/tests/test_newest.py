"""The newest articles of columns and offices, and the articles beside one: right, and one query each."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, PageViewRestriction

from core.media.models import Picture
from core.pages.newest import (
    beside,
    newest_of_columns,
    newest_of_offices,
    newest_with_picture,
    readable_columns,
)
from core.pages.querysets import pictures_by_id
from core.pages.restrictions import restricted_paths
from core.review.origin import importing
from core.tenancy.holding import one_look
from core.tenancy.table import SubsiteEntry, subsite_table
from core.testing.county import County, make_article, make_column

NOON = datetime(2026, 3, 4, 4, tzinfo=UTC)


def column_of(county: County, slug: str, name: str = "news") -> Page:
    page: Page = county.home(slug).get_children().get(slug=name)
    return page.specific


def entry(slug: str) -> SubsiteEntry:
    return subsite_table().by_slug[slug]


@contextmanager
def as_in_a_request() -> Iterator[None]:
    """With the table of subsites, and what belongs to it, read."""
    with one_look():
        restricted_paths()
        yield


def titles(rows: list[object]) -> list[str]:
    return [row.title for row in rows]  # type: ignore[attr-defined]


def test_the_newest_of_each_column(county: County, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    news, policy = column_of(county, "shiqiao"), column_of(county, "shiqiao", "policy")
    for number in range(4):
        make_article(news, f"动态{number}", first_published_at=NOON - timedelta(days=number))
    make_article(policy, "政策", first_published_at=NOON - timedelta(hours=1))
    draft = make_article(news, "草稿", first_published_at=NOON)
    with importing("tests"):
        draft.unpublish()
    with as_in_a_request(), django_assert_num_queries(1):
        rows = newest_of_columns([news.path, policy.path], each=2)
    assert titles(rows) == ["动态0", "政策", "动态1"]
    assert rows[0].first_published_at == NOON
    assert newest_of_columns([], each=2) == []


def test_of_one_moment_the_later_made_comes_first(county: County) -> None:
    news = column_of(county, "shiqiao")
    for name in ("先", "后"):
        make_article(news, name, first_published_at=NOON)
    assert titles(newest_of_columns([news.path], each=2)) == ["后", "先"]


def test_more_columns_than_one_query_takes(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.pages.newest.WALKS", 1)
    news, policy = column_of(county, "shiqiao"), column_of(county, "shiqiao", "policy")
    make_article(news, "动态", first_published_at=NOON)
    make_article(policy, "政策", first_published_at=NOON - timedelta(days=1))
    assert titles(newest_of_columns([policy.path, news.path], each=6)) == ["动态", "政策"]


def test_an_article_that_asks_for_a_word_is_left_out(county: County) -> None:
    news = column_of(county, "shiqiao")
    make_article(news, "人人可看", first_published_at=NOON)
    closed = make_article(news, "要口令", first_published_at=NOON)
    PageViewRestriction.objects.create(page=closed, restriction_type="password", password="word")
    assert titles(newest_of_columns([news.path], each=6)) == ["人人可看"]


def test_columns_that_ask_for_a_word_are_left_out_and_the_intranet_reads_its_own(county: County) -> None:
    shiqiao, intranet = entry("shiqiao"), entry("intranet")
    news, policy = column_of(county, "shiqiao"), column_of(county, "shiqiao", "policy")
    inner = make_column(news, "inner", "内层")
    assert readable_columns(shiqiao.root_path, shiqiao) == [news.path, inner.path, policy.path]
    PageViewRestriction.objects.create(page=news, restriction_type="password", password="word")
    assert readable_columns(shiqiao.root_path, shiqiao) == [policy.path]
    assert column_of(county, "intranet").path in readable_columns(intranet.root_path, intranet)


def picture() -> Picture:
    made: Picture = Picture.objects.create(title="图", file=get_test_image_file())
    return made


def test_stories_have_pictures_and_are_among_a_columns_newest(
    county: County,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    news, policy = column_of(county, "shiqiao"), column_of(county, "shiqiao", "policy")
    image = picture()
    for number, (title, column, pictured) in enumerate(
        [("有图", news, True), ("无图", news, False), ("太旧", news, True), ("政策图", policy, True)]
    ):
        make_article(
            column, title, first_published_at=NOON - timedelta(days=number),
            lead_picture=image if pictured else None,
        )  # fmt: skip
    with as_in_a_request(), django_assert_num_queries(1):
        rows = newest_with_picture([news.path, policy.path], among=2, limit=5)
    assert titles(rows) == ["有图", "政策图"]
    assert {row.lead_picture_id for row in rows} == {image.pk}
    assert titles(newest_with_picture([news.path, policy.path], among=2, limit=1)) == ["有图"]


def test_pictures_with_their_renditions(county: County, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    pictures = [picture() for _ in range(10)]
    made = [image.get_rendition("width-100") for image in pictures]
    with django_assert_num_queries(2):
        found = pictures_by_id([*(image.pk for image in pictures), None])
    assert list(found) == [image.pk for image in pictures]
    assert [found[image.pk].prefetched_renditions for image in pictures] == [[each] for each in made]
    uncut = picture()
    assert pictures_by_id([uncut.pk])[uncut.pk].title == "图"
    assert pictures_by_id([None]) == {}


def test_the_newest_of_all_offices(county: County, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    for slug in ("portal", "shiqiao", "finance", "intranet"):
        make_article(column_of(county, slug), slug, first_published_at=NOON)
    closed = make_article(column_of(county, "finance"), "要口令", first_published_at=NOON)
    PageViewRestriction.objects.create(page=closed, restriction_type="password", password="word")
    portal = subsite_table().portal
    assert portal is not None
    with as_in_a_request(), django_assert_num_queries(1):
        rows = newest_of_offices(portal.root_path, reader=portal, limit=9)
    assert titles(rows) == ["finance", "shiqiao"]
    assert newest_of_offices(entry("shiqiao").root_path, reader=entry("shiqiao"), limit=9) == []


def test_beside_an_article(county: County, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    news = column_of(county, "shiqiao")
    made = [make_article(news, f"{day}", first_published_at=NOON + timedelta(days=day)) for day in range(6)]
    make_article(make_column(news, "inner", "内层"), "别的栏目", first_published_at=NOON + timedelta(days=3))
    with as_in_a_request(), django_assert_num_queries(1):
        newer, older = beside(made[3], newer=1, older=2)
    assert (titles(newer), titles(older)) == (["4"], ["2", "1"])
    assert titles(beside(made[5], newer=1, older=1)[0]) == []
    made[0].first_published_at = None
    assert beside(made[0], newer=1, older=1) == ([], [])


def test_articles_of_one_moment_lie_beside_each_other(county: County) -> None:
    news = column_of(county, "shiqiao")
    first, second, third = (make_article(news, name, first_published_at=NOON) for name in "甲乙丙")
    newer, older = beside(second, newer=1, older=1)
    assert ([row.pk for row in newer], [row.pk for row in older]) == ([third.pk], [first.pk])


def test_the_indexes_that_these_walks_go_down(db: None) -> None:
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "wagtailcore_page")
    assert found["core_pages_date"]["columns"] == ["first_published_at", "id"]
    assert "core_pages_parent_date" in found
    assert found["core_pages_depth"]["columns"] == ["depth", "path"]
