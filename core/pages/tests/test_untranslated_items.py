"""A translated column: its own items, then what of its original's is not translated."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale, Page

from core.pages.models import ColumnPage
from core.tenancy.table import touch_revision
from core.testing.county import County, make_article, make_column

PORTAL = {"host": "localhost:8000"}
PUBLIC_QUERIES = 12
EXACT_QUERIES = 8


@pytest.fixture
def original(county: County) -> ColumnPage:
    """The portal's column of news."""
    column: ColumnPage = county.home("portal").get_children().get(slug="news").specific
    return column


@pytest.fixture
def english(county: County, original: ColumnPage) -> ColumnPage:
    """Its translation, without any item."""
    locale = Locale.objects.get_or_create(language_code="en")[0]
    county.home("portal").copy_for_translation(locale).save_revision().publish()
    column: ColumnPage = original.copy_for_translation(locale)
    column.title = "News"
    column.save_revision().publish()
    touch_revision()
    return column


def translate(article: Page, column: ColumnPage, title: str, **values: Any) -> Page:
    values |= {"slug": article.slug, "first_published_at": article.first_published_at}
    return make_article(column, title, translation_key=article.translation_key, **values)


def listed(response: Any) -> list[tuple[str, str, str]]:
    return [(item.title, item.url, item.language) for item in response.context["items"]]


def test_untranslated_items_follow_marked_as_chinese_and_lead_to_the_original(
    original: ColumnPage, english: ColumnPage, client: Client
) -> None:
    make_article(original, "最新的事", slug="latest", days_ago=1, summary="一行概要")
    translate(make_article(original, "旧事", slug="old", days_ago=9), english, "An old story")
    translate(make_article(original, "还在翻译", slug="draft", days_ago=5), english, "Not ready", live=False)
    make_article(make_column(original, "villages", "村社"), "村里的事", slug="village", days_ago=3)
    make_article(original, "没有发布", slug="hidden", live=False)
    response = client.get("/en/news/", headers=PORTAL)
    assert listed(response) == [
        ("An old story", "/en/news/old/", ""),
        ("最新的事", "/en/news/latest/", "zh-Hans"),
        ("村里的事", "/en/news/villages/village/", "zh-Hans"),
        ("还在翻译", "/en/news/draft/", "zh-Hans"),
    ]
    html = " ".join(response.content.decode().split())
    assert '<h2 class="entry__title" lang="zh-Hans"><a href="/en/news/latest/">最新的事</a></h2>' in html
    assert '<p class="entry__summary" lang="zh-Hans">一行概要</p>' in html
    assert html.count("<span>In Chinese</span>") == 3
    assert '<h2 class="entry__title"><a href="/en/news/old/">An old story</a></h2>' in html
    shown = client.get("/en/news/latest/", headers=PORTAL)
    assert shown.status_code == 200
    assert "This page has not been translated into English yet." in shown.content.decode()


def test_the_original_lists_its_own_only(original: ColumnPage, english: ColumnPage, client: Client) -> None:
    make_article(original, "最新的事", slug="latest")
    make_article(english, "Only in English", slug="only")
    assert listed(client.get("/news/", headers=PORTAL)) == [("最新的事", "/news/latest/", "")]


def test_they_are_paginated_together(original: ColumnPage, english: ColumnPage, client: Client) -> None:
    for number in range(1, 22):
        make_article(original, f"第 {number} 件", slug=f"a-{number}", days_ago=number)
    make_article(english, "In English", slug="one", days_ago=90)
    first, second = (client.get(f"/en/news/?page={page}", headers=PORTAL) for page in (1, 2))
    assert [item.title for item in first.context["items"]] == [
        "In English",
        *(f"第 {number} 件" for number in range(1, 20)),
    ]
    assert [item.title for item in second.context["items"]] == ["第 20 件", "第 21 件"]
    assert client.get("/en/news/?page=3", headers=PORTAL).status_code == 404


def test_years_are_those_of_both_and_no_switch_of_languages_is_broken(
    original: ColumnPage, english: ColumnPage, client: Client
) -> None:
    make_article(original, "前年的事", slug="before", first_published_at=datetime(2024, 5, 1, tzinfo=UTC))
    make_article(english, "Last year", slug="last", first_published_at=datetime(2025, 5, 1, tzinfo=UTC))
    response = client.get("/en/news/", headers=PORTAL)
    assert [(row["year"], row["count"]) for row in response.context["years"]] == [(2025, 1), (2024, 1)]
    assert listed(client.get("/en/news/2024/", headers=PORTAL)) == [
        ("前年的事", "/en/news/before/", "zh-Hans")
    ]
    only_english = client.get("/news/2025/", headers=PORTAL)
    assert (only_english.status_code, listed(only_english)) == (200, [])
    assert "2025 年没有发布内容" in only_english.content.decode()
    for address in ("/news/2023/", "/en/news/2023/"):
        assert client.get(address, headers=PORTAL).status_code == 404


def test_a_restricted_original_is_not_listed(
    original: ColumnPage, english: ColumnPage, client: Client
) -> None:
    make_article(original, "最新的事", slug="latest")
    original.view_restrictions.create(restriction_type="login")
    touch_revision()
    assert listed(client.get("/en/news/", headers=PORTAL)) == []


def test_queries_do_not_grow_with_the_items(
    original: ColumnPage, english: ColumnPage, client: Client, django_assert_num_queries: Any
) -> None:
    for number in range(1, 19):
        make_article(original, f"第 {number} 件", slug=f"a-{number}", days_ago=number)
    client.get("/en/news/", headers=PORTAL)
    assert EXACT_QUERIES <= PUBLIC_QUERIES
    with django_assert_num_queries(EXACT_QUERIES):
        assert len(client.get("/en/news/", headers=PORTAL).context["items"]) == 18
