"""What answers below a page says of itself where it is: canonical link, page mark, languages, breadcrumb."""

from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale, Page

from core.tenancy.table import touch_revision
from core.testing.county import County, make_article

PORTAL = {"host": "localhost:8000"}
TOWNSHIP = {"host": "shiqiao.localhost:8000"}
PUBLIC_QUERIES = 12


class Head(HTMLParser):
    """What a page says of its own address."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.canonical: list[str] = []
        self.mark: list[str] = []
        self.alternates: dict[str, str] = {}
        self.languages: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        row = {name: value or "" for name, value in attrs}
        if tag == "link" and row.get("rel") == "canonical":
            self.canonical.append(row["href"])
        elif tag == "link" and row.get("rel") == "alternate" and "hreflang" in row:
            self.alternates[row["hreflang"]] = row["href"]
        elif tag == "meta" and row.get("name") == "Url":
            self.mark.append(row["content"])
        elif tag == "a" and "hreflang" in row:
            self.languages[row["hreflang"]] = row["href"]


def crumbs(response: Any) -> list[tuple[str, str]]:
    return [(crumb.title, crumb.url) for crumb in response.context["breadcrumbs"]]


@pytest.fixture
def english(county: County) -> Page:
    """The portal's English column of news, whose slug is its own; articles of 2026 on both sides."""
    locale = Locale.objects.get_or_create(language_code="en")[0]
    home = county.home("portal").copy_for_translation(locale)
    home.save_revision().publish()
    news = county.home("portal").get_children().get(slug="news").specific
    column: Page = news.copy_for_translation(locale)
    column.slug = "county-news"
    column.save_revision().publish()
    when = datetime(2026, 3, 4, tzinfo=UTC)
    make_article(news, "春耕开始", slug="spring", first_published_at=when)
    make_article(column, "Spring ploughing", slug="ploughing", first_published_at=when)
    touch_revision()
    return column


@pytest.mark.parametrize(
    ("rest", "chinese", "words"),
    [("-/search/", "搜索", "Search"), ("-/verify/", "核验发布内容", "Verify a publication")],
)
@pytest.mark.usefixtures("english")
def test_below_the_home_page(client: Client, rest: str, chinese: str, words: str) -> None:
    for side, other, code, title in (("", "/en", "en", chinese), ("/en", "", "zh-Hans", words)):
        response = client.get(f"{side}/{rest}", headers=PORTAL)
        head = Head(response.content.decode())
        assert head.canonical == head.mark == [f"http://localhost:8000{side}/{rest}"]
        assert head.alternates == {
            "zh-Hans": f"http://localhost:8000/{rest}",
            "en": f"http://localhost:8000/en/{rest}",
        }
        assert head.languages == {code: f"{other}/{rest}"}
        assert crumbs(response)[1:] == [(title, f"{side}/{rest}")]


def test_a_subsite_without_a_translation_below_its_path_and_on_its_host(
    county: County, client: Client
) -> None:
    for host, base in ((PORTAL, "/townships/shiqiao/"), (TOWNSHIP, "/")):
        response = client.get(f"{base}-/search/?q=春耕", headers=host)
        head = Head(response.content.decode())
        assert head.canonical == head.mark == ["http://shiqiao.localhost:8000/-/search/"]
        assert head.alternates == {"zh-Hans": "http://shiqiao.localhost:8000/-/search/"}
        assert head.languages == {"en": f"/en{base}-/search/"}
        assert client.get(head.languages["en"], headers=host).status_code == 200
        assert crumbs(response) == [("石桥镇", base), ("搜索", f"{base}-/search/")]


def test_a_code_that_is_not_found_is_no_part_of_the_address(county: County, client: Client) -> None:
    response = client.get("/-/verify/AAAAA-AAAAA/", headers=TOWNSHIP)
    assert response.status_code == 404
    assert Head(response.content.decode()).canonical == ["http://shiqiao.localhost:8000/-/verify/"]


@pytest.mark.usefixtures("english")
def test_a_year_of_a_column(client: Client) -> None:
    response = client.get("/news/2026/", headers=PORTAL)
    html = response.content.decode()
    head = Head(html)
    assert head.canonical == head.mark == ["http://localhost:8000/news/2026/"]
    assert head.alternates == {
        "zh-Hans": "http://localhost:8000/news/2026/",
        "en": "http://localhost:8000/en/county-news/2026/",
    }
    assert head.languages == {"en": "/en/county-news/2026/"}
    assert crumbs(response) == [("达县人民政府", "/"), ("动态", "/news/"), ("2026 年", "/news/2026/")]
    assert "<title>动态 2026 年" in " ".join(html.split()).replace("<title> ", "<title>")
    assert '<a class="years__link" href="/news/"' in " ".join(html.split())


@pytest.mark.usefixtures("english")
def test_the_english_address_of_a_translated_column_keeps_the_year(client: Client) -> None:
    response = client.get("/en/news/2026/", headers=PORTAL)
    assert (response.status_code, response.headers["Location"]) == (302, "/en/county-news/2026/")


@pytest.mark.parametrize(
    "address", ["/-/search/?q=春耕", "/-/verify/", "/news/2026/", "/en/county-news/2026/"]
)
@pytest.mark.usefixtures("english")
def test_budget_of_queries(
    client: Client,
    address: str,
    django_assert_max_num_queries: Any,
) -> None:
    client.get(address, headers=PORTAL)
    with django_assert_max_num_queries(PUBLIC_QUERIES):
        assert client.get(address, headers=PORTAL).status_code == 200
