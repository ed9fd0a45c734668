"""Reports of pages: those of the person's present offices."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import Page, PageLogEntry

from core.access.actors import SYSTEM
from core.access.services import assign_role
from core.testing.county import County, make_article
from core.testing.factories import UserFactory


def news_of(county: County, slug: str) -> Page:
    return county.home(slug).get_children().get(slug="news")


@pytest.fixture
def person(county: County, client: Client) -> Any:
    """Somebody of one office who left a lock and entries in another."""
    manager = UserFactory(role="manager", role__subsite=county.shiqiao, name="石桥镇的李四")
    for slug, title in (("shiqiao", "石桥镇的文章"), ("baijie", "百节镇的文章")):
        page = make_article(
            news_of(county, slug), title, locked=True, locked_by=manager, locked_at=timezone.now()
        )
        PageLogEntry.objects.log_action(instance=page, action="wagtail.publish", user=manager)
    client.force_login(manager)
    return manager


@pytest.mark.parametrize(
    "address",
    [
        "/admin/office-history/",
        "/admin/office-history/results/",
        "/admin/office-history/?export=csv",
        "/admin/reports/locked/",
        "/admin/reports/locked/results/",
        "/admin/reports/locked/?export=csv",
    ],
)
def test_own_pages_only(client: Client, person: Any, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    text = b"".join(response).decode() if response.streaming else response.content.decode()
    assert "石桥镇的文章" in text
    assert "百节镇" not in text


def test_the_history_as_a_spreadsheet(client: Client, person: Any) -> None:
    response = client.get("/admin/office-history/?export=xlsx")
    content = b"".join(response) if response.streaming else response.content
    rows = list(load_workbook(BytesIO(content)).active.values)
    assert {row[1] for row in rows[1:]} == {"石桥镇的文章", "石桥镇", "动态", "政策文件"}


def test_the_history_of_two_offices_is_labelled(county: County, client: Client, person: Any) -> None:
    assign_role(user=person, role="contributor", subsite=county.baijie, by=SYSTEM)
    html = client.get("/admin/office-history/").content.decode()
    assert "百节镇的文章" in html
    assert "单位" in html


def test_nobody_without_pages_has_a_history(county: County, client: Client) -> None:
    client.force_login(UserFactory(role="auditor", role__subsite=county.shiqiao))
    assert client.get("/admin/office-history/").status_code == 404
    assert "office-history" not in client.get("/admin/").content.decode()


def test_the_menu_leads_there(client: Client, person: Any) -> None:
    assert "/admin/office-history/" in client.get("/admin/").content.decode()
    assert client.get("/admin/reports/aging-pages/").status_code == 200
