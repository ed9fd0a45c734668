"""Reports of pages: those of the person's present offices."""

from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import Page, PageLogEntry

from core.access.actors import SYSTEM
from core.access.services import assign_role
from core.admin_scoping.models import DeletedPage
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


def deleted_article(county: County, slug: str, title: str, by: Any) -> int:
    page = make_article(news_of(county, slug), title, live=False)
    PageLogEntry.objects.log_action(instance=page, action="wagtail.edit", user=by)
    number: int = page.pk
    page.delete(user=by)
    return number


def told(client: Client, query: str = "") -> str:
    response = client.get(f"/admin/office-history/{query}")
    assert response.status_code == 200
    return b"".join(response).decode() if response.streaming else response.content.decode()


def test_what_was_done_to_a_deleted_page_is_its_office_s_alone(
    county: County, client: Client, person: Any
) -> None:
    number = deleted_article(county, "shiqiao", "石桥镇撤下的草稿", person)
    html = told(client)
    assert html.count("石桥镇撤下的草稿") == 3  # made, written, deleted
    assert "已删除" in html
    assert f"/admin/pages/{number}/history/" not in html
    assert told(client, "?export=csv").count("石桥镇撤下的草稿") == 3
    assert told(client, "?action=wagtail.delete").count("石桥镇撤下的草稿") == 1
    for office, seen in (("baijie", 0), ("portal", 0), ("shiqiao", 3)):
        client.force_login(UserFactory(role="manager", role__subsite=getattr(county, office)))
        assert told(client).count("石桥镇撤下的草稿") == seen
    client.force_login(UserFactory(role="central_administrator", role__subsite=county.portal))
    assert told(client).count("石桥镇撤下的草稿") == 3


def test_everything_below_a_deleted_page_is_remembered(county: County, client: Client, person: Any) -> None:
    column = news_of(county, "shiqiao")
    below = {column.pk, *column.get_descendants().values_list("pk", flat=True)}
    assert len(below) == 2
    column.specific.delete(user=person)
    assert dict(DeletedPage.objects.values_list("pk", "subsite_id")) == dict.fromkeys(
        below, county.shiqiao.pk
    )
    assert "石桥镇的文章" in told(client)


def test_a_page_that_was_moved_is_its_last_office_s(county: County, client: Client, person: Any) -> None:
    page = make_article(news_of(county, "baijie"), "先在百节后在石桥", live=False)
    PageLogEntry.objects.log_action(instance=page, action="wagtail.edit", user=None)
    page.move(news_of(county, "shiqiao"), pos="last-child")
    type(page).objects.get(pk=page.pk).delete()
    assert told(client).count("先在百节后在石桥") == 4  # made, written, moved, deleted
    client.force_login(UserFactory(role="manager", role__subsite=county.baijie))
    assert "先在百节后在石桥" not in told(client)


def test_a_deleted_page_of_one_of_two_offices_is_labelled(
    county: County, client: Client, person: Any
) -> None:
    assign_role(user=person, role="contributor", subsite=county.finance, by=SYSTEM)
    deleted_article(county, "finance", "预算草稿", person)
    html = told(client)
    row = html[html.index("预算草稿") :]
    assert "财政局" in row[: row.index("</tr>")]


def test_deleted_pages_cost_the_history_no_query(county: County, client: Client, person: Any) -> None:
    def queries() -> int:
        client.get("/admin/office-history/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/admin/office-history/")
        return len(captured)

    before = queries()
    for number in range(5):
        deleted_article(county, "shiqiao", f"草稿 {number}", person)
    assert queries() == before
