"""The public search: who finds what where, and the page that shows it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, PageViewRestriction

from core.pages.models import ArticlePage
from core.review.origin import importing
from core.search import views
from core.search.querysets import search_pages
from core.tenancy.table import subsite_table, touch_revision
from core.testing.county import County

type Publish = Callable[..., ArticlePage]
type Index = Callable[[], int]

PORTAL = {"host": "localhost:8000"}
TOWNSHIP = {"host": "shiqiao.localhost:8000"}
INTRANET = {"host": "intranet.localhost:8000"}
PUBLIC_QUERIES = 12
"""The bound for any public page."""


def get(
    client: Client, query: str, *, host: dict[str, str] = PORTAL, address: str = "/-/search/", **more: Any
) -> Any:
    return client.get(address, {"q": query, **more}, headers=host)


def titles(response: Any) -> list[str]:
    return sorted(result.title for result in response.context["results"])


@pytest.fixture
def everywhere(publish: Publish, index: Index) -> None:
    for where in ("portal", "shiqiao", "baijie", "finance", "intranet"):
        publish(f"{where}的医保公告", "城乡居民医疗保险缴费开始", where=where)
    index()


@pytest.mark.usefixtures("everywhere")
def test_scopes(client: Client) -> None:
    all_public = ["baijie的医保公告", "finance的医保公告", "portal的医保公告", "shiqiao的医保公告"]
    assert titles(get(client, "疗保")) == ["portal的医保公告"]
    assert titles(get(client, "疗保", scope="all")) == all_public
    assert titles(get(client, "疗保", host=TOWNSHIP)) == ["shiqiao的医保公告"]
    assert titles(get(client, "疗保", host=TOWNSHIP, scope="all")) == all_public
    assert titles(get(client, "疗保", address="/townships/baijie/-/search/")) == ["baijie的医保公告"]
    assert titles(get(client, "疗保", scope="nonsense")) == ["portal的医保公告"]


@pytest.mark.usefixtures("everywhere")
def test_the_intranet_is_searched_only_inside(client: Client, django_user_model: Any) -> None:
    assert get(client, "医保", host=INTRANET).status_code == 302
    client.force_login(django_user_model.objects.create_user("person", password="of-tests-only"))
    assert titles(get(client, "医保", host=INTRANET)) == ["intranet的医保公告"]
    assert "intranet的医保公告" in titles(get(client, "医保", host=INTRANET, scope="all"))
    assert "intranet的医保公告" not in titles(get(client, "医保", scope="all"))


def test_what_visitors_may_not_see_is_not_found(publish: Publish, index: Index, county: County) -> None:
    kept, hidden, draft = publish("医保一"), publish("医保二"), publish("医保三")
    PageViewRestriction.objects.create(
        page=hidden, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    with importing("tests"):
        draft.unpublish()
    touch_revision()
    index()
    found = search_pages("医保", subsite=None, locale=Locale.get_default())
    assert [page.pk for page in found] == [kept.pk]


def test_pages_of_a_plugin_that_is_gone_are_not_found(publish: Publish, index: Index) -> None:
    page = publish("医保一")
    index()
    gone = ContentType.objects.create(app_label="plugin_gone", model="gonepage")
    Page.objects.filter(pk=page.pk).update(content_type=gone)
    touch_revision()
    assert list(search_pages("医保", subsite=None, locale=Locale.get_default())) == []


@pytest.mark.usefixtures("everywhere")
def test_each_language_finds_its_own(county: County, index: Index) -> None:
    english = Locale.objects.get(language_code="en")
    assert list(search_pages("医保", subsite=None, locale=english)) == []
    assert list(search_pages("医保", subsite=subsite_table().by_slug["baijie"], locale=english)) == []
    home = county.home("portal").copy_for_translation(english)
    home.title = "Health insurance"
    home.save_revision().publish()
    touch_revision()
    index()
    found = search_pages("insurance", subsite=subsite_table().portal, locale=english)
    assert [page.pk for page in found] == [home.pk]
    assert list(search_pages("insurance", subsite=None, locale=Locale.get_default())) == []


@pytest.mark.usefixtures("everywhere")
def test_a_result_on_the_page(client: Client) -> None:
    response = get(client, "疗保", host=TOWNSHIP)
    html = response.content.decode()
    [result] = response.context["results"]
    assert result.title == "shiqiao的医保公告"
    assert result.url.startswith("/news/article-")
    assert (result.office_name, result.office_url) == ("石桥镇", "/")
    assert [tuple(part) for part in result.excerpt] == [
        ("城乡居民医", False),
        ("疗保", True),
        ("险缴费开始", False),
    ]
    assert "<mark>疗保</mark>险缴费开始" in html
    assert '<meta name="robots" content="noindex">' in html
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.context["total"] == 1


def test_what_was_typed_is_shown_harmlessly(county: County, client: Client) -> None:
    html = get(client, '<script>alert("1")</script>').content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_any_words_get_an_answer(county: County, client: Client) -> None:
    for typed in ("", "   ", "。。", "\x00", '"', "“”", "疗保" * 200, "%", "' OR 1=1 --", "a" * 5000):
        response = get(client, typed)
        assert (typed, response.status_code, response.context["total"]) == (typed, 200, 0)


def test_the_query_may_be_missing_and_only_reading_is_allowed(county: County, client: Client) -> None:
    assert client.get("/-/search/", headers=PORTAL).context["query"] == ""
    assert client.post("/-/search/", {"q": "a"}, headers=PORTAL).status_code == 405


@pytest.mark.usefixtures("everywhere")
def test_long_questions_are_cut_with_a_notice(client: Client) -> None:
    response = get(client, "医保" + " " * 120 + "麒麟洞")
    assert response.context["query"] == "医保"
    assert titles(response) == ["portal的医保公告"]
    [notice] = response.context["notices"]
    assert notice in response.content.decode()
    assert get(client, "医保").context["notices"] == []
    nothing = get(client, "麒" * 101)
    assert nothing.context["notices"] == ["搜索词过长，只按前 100 个字进行了搜索。"]
    assert nothing.context["notices"][0] in nothing.content.decode()


def test_pages_of_results(
    publish: Publish, index: Index, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(7):
        publish(f"医保{number}")
    index()
    monkeypatch.setattr(views, "RESULTS_PER_PAGE", 2)
    monkeypatch.setattr(views, "PAGES", 3)
    seen = []
    for number in (1, 2, 3):
        response = get(client, "医保", page=number)
        seen += titles(response)
        assert (response.context["total"], response.context["results"].paginator.num_pages) == (7, 3)
        assert len(response.context["notices"]) == 1
    assert len(set(seen)) == 6
    for odd in ("99", "0", "-1", "x", "9" * 400):
        assert get(client, "医保", page=odd).context["results"].number in {1, 3}


def test_queries_do_not_grow(publish: Publish, index: Index, client: Client, county: County) -> None:
    def queries(scope: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            response = get(client, "医保", scope=scope)
        assert response.status_code == 200
        return len(captured)

    publish("医保一", "医保")
    index()
    queries("all")
    few = {scope: queries(scope) for scope in ("subsite", "all")}
    for where in ("portal", "shiqiao", "baijie", "finance"):
        for number in range(4):
            publish(f"医保{number}", "医保", where=where)
    index()
    assert {scope: queries(scope) for scope in ("subsite", "all")} == few
    assert max(few.values()) <= PUBLIC_QUERIES
    assert Page.objects.search("医保").count() == 17
