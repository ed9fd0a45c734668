"""Which pages are restricted is known without asking for each page."""

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction

from core.pages.restrictions import restricted_paths
from core.tenancy.holding import one_look
from core.testing.county import County, make_article, make_column
from core.testing.factories import UserFactory

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


def test_menus_name_a_closed_column_to_those_inside_only(county: County, client: Client) -> None:
    home = county.home("shiqiao")
    closed = make_column(home, "inside", "内部栏目")
    below = make_column(closed, "below", "内部下级")
    news = home.get_children().get(slug="news").specific
    guarded = make_column(news, "guarded", "凭口令栏目")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    PageViewRestriction.objects.create(page=guarded, restriction_type="password", password="word")
    client.force_login(UserFactory(role="contributor", role__subsite=county.shiqiao))

    def named(path: str) -> set[str]:
        answer = client.get(path, headers={"host": "shiqiao.localhost"})
        html = answer.content.decode()
        return {title for title in (closed.title, below.title, guarded.title) if title in html}

    # A public page is the same for everybody, whoever has signed in.
    assert named("/") == set()
    assert named("/news/") == set()
    assert named("/nothing-there/") == set()
    assert named("/inside/") == {"内部栏目", "内部下级"}


def test_a_private_subsite_has_its_menu(county: County, client: Client) -> None:
    client.force_login(UserFactory(role="contributor", role__subsite=county.shiqiao))
    html = client.get("/", headers={"host": "intranet.localhost"}).content.decode()
    assert "政策文件" in html
