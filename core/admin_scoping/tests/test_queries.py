"""The number of offices costs a person of one of them no query."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from core.testing.county import County, make_article, make_subsite
from core.testing.factories import UserFactory

ADDRESSES = [
    "/admin/",
    "/admin/pages/{news}/",
    "/admin/choose-page/",
    "/admin/office-history/",
    "/admin/images/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_as_many_queries_with_more_offices(county: County, client: Client, address: str) -> None:
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    address = address.format(news=county.home("shiqiao").get_children().get(slug="news").pk)

    def queries() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    before = queries()
    townships = Page.objects.get(slug="townships")
    for number in range(8):
        make_subsite(slug=f"town{number}", name=f"镇{number}", kind="township", parent_page=townships)
    assert queries() == before


def test_as_many_queries_with_more_locked_pages(county: County, client: Client) -> None:
    person = UserFactory(role="manager", role__subsite=county.shiqiao)
    client.force_login(person)
    news = county.home("shiqiao").get_children().get(slug="news").specific

    def queries(titles: list[str]) -> int:
        for title in titles:
            make_article(news, title, locked=True, locked_by=UserFactory(), locked_at=timezone.now())
        client.get("/admin/reports/locked/")
        with CaptureQueriesContext(connection) as captured:
            response = client.get("/admin/reports/locked/")
        assert all(title in response.content.decode() for title in titles)
        return len(captured)

    assert queries(["春耕"]) == queries(["防汛", "医保", "公路"])
