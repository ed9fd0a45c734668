"""Queries and insertions that are compiled once: as the ORM's, for less."""

from datetime import UTC, datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import F
from pytest_django.fixtures import DjangoAssertNumQueries
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from core.media.models import Picture
from core.pages.models import ArticlePage
from core.pages.prepared import Prepared, PreparedInsert, adapted, given
from core.testing.county import County, make_article

NOON = datetime(2026, 3, 4, 4, tzinfo=UTC)


def news_of(county: County) -> Page:
    page: Page = county.home("shiqiao").get_children().get(slug="news").specific
    return page


def test_a_prepared_query_answers_as_the_queryset_does(
    county: County, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    prepared = Prepared(lambda: ArticlePage.objects.filter(pk=given("pk")).select_related("lead_picture"))
    image = Picture.objects.create(title="图", file=get_test_image_file())
    for title in ("甲", "乙"):
        article = make_article(news_of(county), title, lead_picture=image)
        with django_assert_num_queries(1):
            (found,) = prepared.instances(pk=article.pk)
            assert found.lead_picture.title == "图"
        assert found == ArticlePage.objects.get(pk=article.pk)
        assert (found.title, found.first_published_at) == (title, article.first_published_at)
        assert not found._state.adding
    assert list(prepared.instances(pk=0)) == []
    with pytest.raises(KeyError, match="pk"):
        prepared.rows()


def test_what_is_annotated_and_what_is_deferred(
    county: County, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    article = make_article(news_of(county), "甲", source="导语")
    prepared = Prepared(
        lambda: ArticlePage.objects.filter(pk=given("pk")).annotate(twice=F("depth") * 2).defer("source")
    )
    with django_assert_num_queries(1):
        (found,) = prepared.instances(pk=article.pk)
        assert found.twice == article.depth * 2
    with django_assert_num_queries(1):
        assert found.source == "导语"


def test_moments_and_keys_are_given_adapted(county: County) -> None:
    article = make_article(news_of(county), "甲", first_published_at=NOON)
    by_moment = Prepared(lambda: Page.objects.filter(first_published_at=given("when")).values_list("title"))
    by_key = Prepared(lambda: Page.objects.filter(translation_key=given("key")).values_list("pk"))
    assert by_moment.rows(when=adapted(NOON)) == [("甲",)]
    assert by_key.rows(key=adapted(article.translation_key)) == [(article.pk,)]
    reckoned = Prepared(lambda: Page.objects.filter(pk=given("pk")).values_list(F("depth") * 2))
    assert reckoned.rows(pk=article.pk) == [(article.depth * 2,)]
    with pytest.raises(TypeError, match="no instances"):
        next(reckoned.instances(pk=article.pk))


@pytest.mark.django_db
def test_a_row_is_written_as_it_is_and_judged_by_the_database(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    new = PreparedInsert(ContentType)
    with django_assert_num_queries(1):
        new.insert(app_label="prepared", model="row")
    assert ContentType.objects.filter(app_label="prepared", model="row").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        new.insert(app_label="prepared", model="row")
    with pytest.raises(TypeError, match="colour"):
        new.insert(app_label="prepared", model="other", colour="red")
    assert ContentType.objects.filter(app_label="prepared").count() == 1
