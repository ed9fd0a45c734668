"""Public pages: found by address, in both languages, on both hosts, within the budget of queries."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Page

from core.media.models import Attachment
from core.pages.models import ArticleAttachment, ErrorPage
from core.tenancy.models import Organisation
from core.tenancy.table import touch_revision
from core.testing.county import County, make_article, make_column

PORTAL = {"host": "localhost:8000"}
TOWNSHIP = {"host": "shiqiao.localhost:8000"}
PUBLIC_QUERIES = 12
"""The bound of the issue for any public page."""


def news_of(county: County, slug: str) -> Page:
    return county.home(slug).get_children().get(slug="news").specific


def test_a_township_answers_below_its_path_and_on_its_host(county: County, client: Client) -> None:
    make_article(news_of(county, "shiqiao"), "石桥镇春耕开始", slug="spring")
    for host, address in ((PORTAL, "/townships/shiqiao/news/spring/"), (TOWNSHIP, "/news/spring/")):
        response = client.get(address, headers=host)
        html = response.content.decode()
        assert response.status_code == 200
        assert "石桥镇春耕开始" in html
        assert '<link rel="canonical" href="http://shiqiao.localhost:8000/news/spring/">' in html


def test_a_subsite_without_a_host_is_canonical_below_the_portal(county: County, client: Client) -> None:
    html = client.get("/townships/baijie/", headers=PORTAL).content.decode()
    assert '<link rel="canonical" href="http://localhost:8000/townships/baijie/">' in html


def test_page_marks_of_a_column_and_an_article(county: County, client: Client) -> None:
    when = datetime(2026, 3, 4, 1, 30, tzinfo=UTC)
    make_article(
        news_of(county, "shiqiao"), "石桥镇春耕开始", slug="spring", first_published_at=when,
        source="石桥镇人民政府", author="农业服务中心", summary="一行概要", keywords="春耕",
    )  # fmt: skip
    html = client.get("/townships/shiqiao/news/spring/", headers=PORTAL).content.decode()
    for name, content in (
        ("SiteName", "石桥镇"), ("SiteDomain", "shiqiao.localhost"), ("ArticleTitle", "石桥镇春耕开始"),
        ("PubDate", "2026-03-04 09:30"), ("ContentSource", "石桥镇人民政府"), ("Author", "农业服务中心"),
        ("Keywords", "春耕"), ("Description", "一行概要"),
    ):  # fmt: skip
        assert f'<meta name="{name}" content="{content}">' in html
    html = client.get("/townships/shiqiao/news/", headers=PORTAL).content.decode()
    for name, content in (
        ("ColumnName", "动态"),
        ("ColumnDescription", "每天发生的事"),
        ("ColumnKeywords", "动态"),
    ):
        assert f'<meta name="{name}" content="{content}">' in html


def test_drafts_and_unknown_addresses_are_not_found(county: County, client: Client) -> None:
    article = make_article(news_of(county, "shiqiao"), "草稿", slug="draft")
    article.live = False
    article.save()
    for address in (
        "/townships/shiqiao/news/draft/",
        "/townships/shiqiao/nothing/",
        "/townships/nowhere/",
        "/townships/shiqiao/news/1999/",
        "/townships/shiqiao/-/nothing/",
        "/townships/shiqiao/news/?page=7",
        "/townships/shiqiao/news/?page=x",
    ):
        assert client.get(address, headers=PORTAL).status_code == 404, address


def test_not_found_is_said_by_the_office_asked(county: County, client: Client) -> None:
    html = client.get("/townships/shiqiao/nothing/", headers=PORTAL).content.decode()
    assert "石桥镇" in html
    county.home("shiqiao").add_child(
        instance=ErrorPage(title="石桥镇没有这一页", slug="not-found", status=404)
    )
    response = client.get("/townships/shiqiao/nothing/", headers=PORTAL)
    assert response.status_code == 404
    html = response.content.decode()
    assert "石桥镇没有这一页" in html
    assert 'rel="canonical"' not in html
    assert 'aria-current="page"' not in html


def test_an_offices_words_for_an_error_are_its_own_only(county: County, client: Client) -> None:
    county.home("shiqiao").add_child(
        instance=ErrorPage(title="石桥镇没有这一页", slug="not-found", status=404)
    )
    for address in ("/nothing/", "/news/nothing/", "/en/nothing/", "/townships/baijie/nothing/"):
        response = client.get(address, headers=PORTAL)
        assert response.status_code == 404
        assert "石桥镇没有这一页" not in response.content.decode()


def test_not_found_is_said_in_the_language_asked_for(county: County, client: Client) -> None:
    english = Locale.objects.get(language_code="en")
    home = county.home("portal").copy_for_translation(english)
    home.save_revision().publish()
    words = county.home("portal").add_child(instance=ErrorPage(title="找不到", slug="not-found", status=404))
    touch_revision()
    assert "找不到" in client.get("/en/nothing/", headers=PORTAL).content.decode()
    translated = words.copy_for_translation(english)
    translated.title = "There is no such page here"
    translated.save_revision().publish()
    assert "There is no such page here" in client.get("/en/nothing/", headers=PORTAL).content.decode()
    assert "找不到" in client.get("/nothing/", headers=PORTAL).content.decode()


def test_english_side_falls_back_and_says_so(county: County, client: Client) -> None:
    make_article(news_of(county, "shiqiao"), "石桥镇春耕开始", slug="spring")
    english = Locale.objects.get(language_code="en")
    home = county.home("portal").copy_for_translation(english)
    home.title = "Da County"
    home.save_revision().publish()
    touch_revision()
    assert client.get("/en/", headers=PORTAL).status_code == 200
    response = client.get("/en/townships/shiqiao/news/spring/", headers=PORTAL)
    html = response.content.decode()
    assert response.status_code == 200
    assert '<html lang="en"' in html
    assert "This page has not been translated into English yet." in html
    assert "石桥镇春耕开始" in html
    assert '<link rel="canonical" href="http://shiqiao.localhost:8000/news/spring/">' in html
    assert 'href="/townships/shiqiao/news/spring/"' in html  # the way back to the Chinese page


def test_a_translated_page_is_reached_from_the_originals_address(county: County, client: Client) -> None:
    english = Locale.objects.get(language_code="en")
    home = county.home("portal").copy_for_translation(english)
    home.save_revision().publish()
    column = news_of(county, "portal").copy_for_translation(english)
    column.title, column.slug = "News", "county-news"
    column.save_revision().publish()
    touch_revision()
    response = client.get("/en/news/", headers=PORTAL)
    assert (response.status_code, response.headers["Location"]) == (302, "/en/county-news/")
    html = " ".join(client.get("/news/", headers=PORTAL).content.decode().split())
    assert '<link rel="alternate" hreflang="en" href="http://localhost:8000/en/county-news/">' in html
    assert '<a href="/en/county-news/" hreflang="en" lang="en">' in html


def test_feeds(county: County, client: Client) -> None:
    make_article(news_of(county, "shiqiao"), "石桥镇春耕开始", slug="spring")
    for name, kind in (("rss.xml", "application/rss+xml"), ("atom.xml", "application/atom+xml")):
        response = client.get(f"/townships/shiqiao/news/{name}", headers=PORTAL)
        assert response.status_code == 200
        assert response.headers["Content-Type"].startswith(kind)
        assert "http://shiqiao.localhost:8000/news/spring/" in response.content.decode()


def test_years(county: County, client: Client) -> None:
    news = news_of(county, "shiqiao")
    make_article(news, "去年的事", first_published_at=datetime(2025, 5, 1, tzinfo=UTC))
    make_article(news, "元旦零点的事", first_published_at=datetime(2025, 12, 31, 16, 30, tzinfo=UTC))
    html = client.get("/townships/shiqiao/news/2025/", headers=PORTAL).content.decode()
    assert "去年的事" in html
    assert "元旦零点的事" not in html  # half past midnight of 2026 in Asia/Shanghai
    assert "元旦零点的事" in client.get("/townships/shiqiao/news/2026/", headers=PORTAL).content.decode()


def test_sitemap_holds_ones_own_public_pages(county: County, client: Client) -> None:
    make_article(news_of(county, "shiqiao"), "石桥镇春耕开始", slug="spring")
    own = client.get("/townships/shiqiao/sitemap.xml", headers=PORTAL).content.decode()
    portal = client.get("/sitemap.xml", headers=PORTAL).content.decode()
    assert "http://shiqiao.localhost:8000/news/spring/" in own
    assert "localhost:8000/news/</loc>" in portal
    assert "spring" not in portal


def test_the_portal_gathers_the_newest_of_all_offices_but_not_of_the_intranet(
    county: County, client: Client
) -> None:
    make_article(news_of(county, "shiqiao"), "石桥镇春耕开始")
    make_article(news_of(county, "finance"), "财政局公布预算")
    make_article(news_of(county, "intranet"), "内网通知")
    html = client.get("/", headers=PORTAL).content.decode()
    assert "石桥镇春耕开始" in html
    assert "财政局公布预算" in html
    assert "内网通知" not in html


def test_the_intranet_asks_to_sign_in(county: County, client: Client) -> None:
    make_article(news_of(county, "intranet"), "内网通知", slug="note")
    host = {"host": "intranet.localhost:8000"}
    response = client.get("/news/note/", headers=host)
    assert response.status_code == 302
    assert "/accounts/login/" in response.headers["Location"]
    assert client.get("/sitemap.xml", headers=host).status_code in {302, 404}


def test_article_with_neighbours_and_attachment(county: County, client: Client) -> None:
    from django.core.files.base import ContentFile

    news = news_of(county, "shiqiao")
    make_article(news, "更早的文章", days_ago=3)
    article = make_article(news, "中间的文章", slug="middle", days_ago=2)
    make_article(news, "更新的文章", days_ago=1)
    document = Attachment.objects.create(
        title="申请表", file=ContentFile(b"form", name="form.pdf"), collection=county.shiqiao.collection
    )
    ArticleAttachment.objects.create(article=article, document=document, sort_order=1)
    response = client.get("/townships/shiqiao/news/middle/", headers=PORTAL)
    assert response.context["previous"] == {"title": "更早的文章", "url": response.context["previous"]["url"]}
    assert response.context["next"]["title"] == "更新的文章"
    assert [file["title"] for file in response.context["attachments"]] == ["申请表"]
    assert "申请表" in response.content.decode()


def test_menu_and_breadcrumbs(county: County, client: Client) -> None:
    inner = make_column(news_of(county, "shiqiao"), "village-news", "村社动态")
    make_article(inner, "梧桐梁社区修路", slug="road")
    context = client.get("/townships/shiqiao/news/village-news/road/", headers=PORTAL).context
    assert [(item.title, item.current) for item in context["navigation"]] == [
        ("动态", True),
        ("政策文件", False),
    ]
    assert [child.title for child in context["navigation"][0].children] == ["村社动态"]
    assert [crumb.title for crumb in context["breadcrumbs"]] == [
        "石桥镇",
        "动态",
        "村社动态",
        "梧桐梁社区修路",
    ]


@pytest.mark.parametrize(
    "address",
    ["/", "/news/", "/townships/", "/townships/shiqiao/", "/townships/shiqiao/news/", "/townships/shiqiao/news/a-1/",
     "/townships/shiqiao/news/rss.xml", "/townships/shiqiao/sitemap.xml", "/townships/shiqiao/-/search/?q=春耕"],
)  # fmt: skip
def test_budget_of_queries(  # type: ignore[no-untyped-def]
    county: County, client: Client, address: str, django_assert_max_num_queries
) -> None:
    for number in range(1, 25):
        make_article(news_of(county, "shiqiao"), f"石桥镇春耕 {number}", slug=f"a-{number}", days_ago=number)
    client.get("/", headers=PORTAL)
    assert timezone.get_current_timezone_name() == "Asia/Shanghai"
    with django_assert_max_num_queries(PUBLIC_QUERIES):
        assert client.get(address, headers=PORTAL).status_code == 200


def test_the_foot_and_the_strip_of_offices_follow_every_change_at_once(
    county: County, client: Client
) -> None:
    """Both are drawn once per picture of the subsites; the page itself is not kept."""
    portal = county.home("portal")
    portal.body = [{"type": "offices_strip", "value": {"title": ""}}]
    portal.save_revision().publish()

    def foot_and_strip() -> tuple[str, str]:
        html = client.get("/", headers=PORTAL).content.decode()
        return html[html.index("site-map") :], html[html.index("office-links") : html.index("site-footer")]

    foot, strip = foot_and_strip()
    assert "动态" in foot
    assert 'href="/townships/shiqiao/">石桥镇</a>' in strip
    news = news_of(county, "portal")
    news.title = "新鲜事"
    news.save_revision().publish()
    Organisation.objects.filter(slug="shiqiao").update(name="石桥新镇")
    touch_revision()
    foot, strip = foot_and_strip()
    assert "新鲜事" in foot
    assert "动态" not in foot
    assert 'href="/townships/shiqiao/">石桥新镇</a>' in strip


def test_addresses_with_a_visitors_port_are_not_kept(county: County, client: Client) -> None:
    """On a township's host the portal's offices have absolute addresses, with the port that was asked for."""
    township = county.home("shiqiao")
    township.body = [{"type": "offices_strip", "value": {"title": ""}}]
    township.save_revision().publish()
    for port in (8000, 8001):
        html = client.get("/", headers={"host": f"shiqiao.localhost:{port}"}).content.decode()
        assert f'href="http://localhost:{port}/townships/baijie/"' in html


EXACT_QUERIES = {
    "/": 6,
    "/news/": 4,
    "/townships/shiqiao/": 5,
    "/townships/shiqiao/news/": 6,
    "/townships/shiqiao/news/a-1/": 6,
}


@pytest.mark.parametrize("address", EXACT_QUERIES)
def test_exact_queries(county: County, client: Client, address: str, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(1, 9):
        make_article(news_of(county, "shiqiao"), f"石桥镇春耕 {number}", slug=f"a-{number}", days_ago=number)
    client.get(address, headers=PORTAL)
    with django_assert_num_queries(EXACT_QUERIES[address]):
        client.get(address, headers=PORTAL)
