"""Which pages are restricted is known without asking for each page."""

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction

from core.pages.restrictions import restricted_paths
from core.tenancy.holding import one_look
from core.testing.county import County, make_article

pytestmark = pytest.mark.django_db


def test_a_page_below_no_restriction_is_known_to_have_none(
    county: County, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    column = county.home("shiqiao").get_children().get(slug="news").specific
    free = make_article(column, "公开")
    guarded = make_article(column, "内部")
    restriction = PageViewRestriction.objects.create(page=guarded, restriction_type="login")
    with one_look():
        restricted_paths()
        with django_assert_num_queries(0):
            assert list(free.get_view_restrictions()) == []
            assert not free.get_view_restrictions()
        assert not free.get_view_restrictions().filter(restriction_type="login").exists()
        assert list(guarded.get_view_restrictions()) == [restriction]
