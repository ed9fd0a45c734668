"""Choosing pages: drafts and private pages of other offices are neither listed nor named."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from core.search.services import rebuild_index
from core.testing.county import County, make_article
from core.testing.factories import UserFactory

ARTICLE = "core_pages.articlepage"


@pytest.fixture
def pages(county: County) -> dict[str, Page]:
    """An own draft, and a draft, a private page and a published page (with a newer draft) of another office."""
    news = {slug: county.home(slug).get_children().get(slug="news") for slug in ("shiqiao", "baijie")}
    found = {
        "own draft": make_article(news["shiqiao"], "石桥镇赶集日调整草稿", live=False),
        "draft": make_article(news["baijie"], "百节镇人事任免草稿", live=False),
        "private": make_article(news["baijie"], "百节镇内部通讯录"),
        "published": make_article(news["baijie"], "百节镇防汛通知", draft_title="百节镇防汛通知改稿"),
    }
    PageViewRestriction.objects.create(page=found["private"], restriction_type=PageViewRestriction.LOGIN)
    return found


@pytest.fixture
def editor(county: County, client: Client) -> Client:
    client.force_login(UserFactory(role="contributor", role__subsite=county.shiqiao))
    return client


def html_of(client: Client, address: str, **query: Any) -> str:
    response = client.get(address, query)
    assert response.status_code == 200, address
    text = response.content.decode()
    return json.loads(text)["html"] if text.startswith("{") else text


def test_it_begins_in_the_own_office(county: County, editor: Client) -> None:
    answer = json.loads(editor.get("/admin/choose-page/").content)
    assert answer["parent_page_id"] == county.shiqiao.root_page_id


def test_own_drafts_are_offered(county: County, editor: Client, pages: dict[str, Page]) -> None:
    html = html_of(editor, f"/admin/choose-page/{pages['own draft'].get_parent().pk}/")
    assert "石桥镇赶集日调整草稿" in html


def test_of_another_office_what_is_published(county: County, editor: Client, pages: dict[str, Page]) -> None:
    html = html_of(editor, f"/admin/choose-page/{pages['draft'].get_parent().pk}/")
    assert "百节镇防汛通知" in html
    assert re.search(r"<td[^>]*>\s*百节镇\s*</td>", html)
    assert "百节镇防汛通知改稿" not in html
    assert "百节镇人事任免草稿" not in html
    assert "百节镇内部通讯录" not in html


@pytest.mark.parametrize("which", ["draft", "private"])
def test_a_page_that_may_not_be_named_has_no_row_of_its_own(
    editor: Client, pages: dict[str, Page], which: str
) -> None:
    response = editor.get(f"/admin/choose-page/{pages[which].pk}/")
    assert response.status_code == 404
    assert pages[which].title not in response.content.decode()


def test_search_finds_what_may_be_named(editor: Client, pages: dict[str, Page]) -> None:
    rebuild_index()
    html = html_of(editor, "/admin/choose-page/search/", q="百节镇", page_type=ARTICLE)
    assert "百节镇防汛通知" in html
    assert "百节镇人事任免草稿" not in html
    assert "百节镇内部通讯录" not in html
    assert "百节镇防汛通知改稿" not in html


def test_chosen_pages_are_those_that_may_be_named(editor: Client, pages: dict[str, Page]) -> None:
    keys = [page.pk for page in pages.values()]
    answer = json.loads(editor.get("/admin/choose-page/chosen-multiple/", {"id": [*keys, "x"]}).content)
    titles = {row["id"]: row["adminTitle"] for row in answer["result"]}
    assert titles == {
        pages["own draft"].pk: "石桥镇赶集日调整草稿",
        pages["published"].pk: "百节镇防汛通知",
    }


def test_a_place_for_a_page_is_an_own_place(county: County, editor: Client, pages: dict[str, Page]) -> None:
    query = {"user_perms": "copy_to", "page_type": ARTICLE}
    html = html_of(editor, f"/admin/choose-page/{pages['draft'].get_parent().pk}/", **query)
    assert "百节镇防汛通知" not in html


def test_the_centre_chooses_among_all(county: County, client: Client, pages: dict[str, Page]) -> None:
    client.force_login(UserFactory(role="central_administrator", role__subsite=county.portal))
    html = html_of(client, f"/admin/choose-page/{pages['draft'].get_parent().pk}/")
    assert "百节镇人事任免草稿" in html
    assert "百节镇防汛通知改稿" in html


def test_a_typed_address_becomes_a_link_to_a_public_page(editor: Client, pages: dict[str, Page]) -> None:
    def answer(page: Page, **values: str) -> dict[str, Any]:
        url = f"http://localhost/townships/baijie/news/{page.slug}/"
        data = {"external-link-chooser-url": url, "external-link-chooser-link_text": "看", **values}
        result: dict[str, Any] = json.loads(editor.post("/admin/choose-external-link/", data).content)
        return result["result"]  # type: ignore[no-any-return]

    found = answer(pages["published"])
    assert (found["id"], found["adminTitle"]) == (pages["published"].pk, "百节镇防汛通知")
    for which in ("draft", "private"):
        assert answer(pages[which]) == {
            "url": f"http://localhost/townships/baijie/news/{pages[which].slug}/",
            "title": "看",
            "prefer_this_title_as_link_text": True,
        }
    elsewhere = {"external-link-chooser-url": "https://example.org/"}
    assert answer(pages["published"], **elsewhere)["url"] == "https://example.org/"


def test_more_than_the_best_is_said(
    editor: Client, pages: dict[str, Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild_index()
    query = {"q": "百节镇", "page_type": ARTICLE}
    few = html_of(editor, "/admin/choose-page/search/", **query)
    assert "1 个页面符合" in few
    monkeypatch.setattr("core.admin_scoping.page_chooser.MOST_FOUND", 1)
    query["q"] = "镇"
    many = html_of(editor, "/admin/choose-page/search/", **query)
    assert "超过 1 个页面符合，列出的是最相关的 1 个：再加一个词，结果会更少。" in many
    assert many.count("<tr") == few.count("<tr")
