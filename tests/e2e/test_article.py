"""A reader of an article: who said it, when, where it stands, what belongs to it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.harness.answers import ask, marks
from tests.e2e.harness.server import County

COLUMN = "/townships/shiqiao/news/"
MINUTE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")


@pytest.fixture
def article(county: County, page: Page) -> Page:
    """The second article of a township's news: it has one before and one after."""
    page.goto(county.at(COLUMN))
    page.locator(".entry__title a").nth(1).click()
    page.wait_for_url(re.compile(re.escape(county.at(COLUMN)) + "[^/]+/$"))
    return page


def test_marks(article: Page) -> None:
    found = marks(ask(article.url).text)
    title = article.get_by_role("heading", level=1).inner_text()
    assert found["SiteName"] == "石桥镇"
    assert found["ArticleTitle"] == title
    assert MINUTE.fullmatch(found["PubDate"])
    assert found["ContentSource"] != ""
    assert found["Keywords"] != ""
    assert found["Description"] != ""
    facts = article.locator(".article__facts")
    expect(facts).to_contain_text(f"发布时间：{found['PubDate']}")
    expect(facts).to_contain_text(f"来源：{found['ContentSource']}")


def test_breadcrumb(article: Page, county: County) -> None:
    trail = article.get_by_role("navigation", name="当前位置").get_by_role("listitem")
    title = article.get_by_role("heading", level=1).inner_text()
    assert trail.all_inner_texts()[-3:] == ["石桥镇", "工作动态", title]
    trail.nth(-2).get_by_role("link").click()
    expect(article).to_have_url(county.at(COLUMN))


def test_the_articles_before_and_after(article: Page) -> None:
    here = article.url
    around = article.get_by_role("navigation", name="前后文章")
    around.get_by_role("link", name="上一篇").click()
    expect(article).not_to_have_url(here)
    article.get_by_role("navigation", name="前后文章").get_by_role("link", name="下一篇").click()
    expect(article).to_have_url(here)


def test_attachments_can_be_taken_away(county: County, page: Page, pages_with_attachments: list[str]) -> None:
    page.goto(county.at(pages_with_attachments[0]))
    files = page.get_by_role("region", name="附件").get_by_role("link")
    assert files.count() > 0
    for address in files.evaluate_all("links => links.map(link => link.href)"):
        answer = ask(address)
        assert answer.status == 200
        assert len(answer.body) > 0
        assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.fixture
def pages_with_attachments(county: County) -> list[str]:
    """Addresses on the portal of articles with attachments."""
    found = [
        path for path in portal_addresses(county) if 'id="attachments-title"' in ask(county.at(path)).text
    ]
    assert found, "No article of the demonstration's forms column has an attachment."
    return found


def portal_addresses(county: County) -> list[str]:
    """The articles of the portal's column of forms."""
    html = ask(county.at("/services/downloads/")).text
    return re.findall(r'class="entry__title"><a href="([^"]+)"', html)


def test_on_paper(article: Page) -> None:
    """Where it stands, of when the print is, and where its code is verified if it has one; no buttons."""
    article.emulate_media(media="print")
    foot = article.locator(".print-foot")
    expect(foot).to_contain_text(article.url)
    expect(foot).to_contain_text(MINUTE)
    has_code = article.locator(".responsibility").count() > 0
    expect(article.locator(".print-foot__code")).to_be_visible(visible=has_code)
    expect(article.locator("button").filter(visible=True)).to_have_count(0)
    article.emulate_media(media="screen")
    expect(foot).to_be_hidden()
