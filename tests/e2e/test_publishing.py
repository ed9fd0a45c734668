"""An office writes and publishes for itself, and for no other."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.harness.admin import begin_article, save
from tests.e2e.harness.answers import ask
from tests.e2e.harness.server import County

HOST = "shiqiao.localhost"
TEXT = "汛期将至，镇防汛办公室对沿河十二处隐患点逐一排查。"

type SignedIn = Callable[..., Page]


@pytest.fixture
def news(county: County) -> int:
    """The township's column of news, as the admin knows it."""
    return county.page_id(HOST, "/news/")


def test_manager_publishes_and_everybody_reads(
    county: County, signed_in: SignedIn, page: Page, news: int
) -> None:
    title = "石桥镇开展汛前隐患排查"
    editor = signed_in("shiqiao-manager")
    begin_article(editor, county, news, title, TEXT)
    save(editor, "action-publish")
    expect(editor.locator(".messages .success")).to_contain_text(title)

    page.goto(county.at("/news/", HOST))
    first = page.locator(".entry__title a").first
    expect(first).to_have_text(title)
    first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator(".prose")).to_have_text(TEXT)
    expect(page.locator(".article__facts")).to_contain_text("来源：党政综合办公室")

    page.goto(county.at())
    newest = page.get_by_role("region", name="各单位最新发布").locator(".headlines__item").first
    expect(newest.locator(".headlines__title")).to_have_text(title)
    expect(newest.locator(".headlines__office")).to_have_text("石桥镇")
    assert title in ask(county.at("/news/rss.xml", HOST)).text


def test_contributor_writes_but_cannot_publish(county: County, signed_in: SignedIn, news: int) -> None:
    title = "信息员的草稿"
    editor = signed_in("shiqiao-contributor")
    begin_article(editor, county, news, title, TEXT)
    expect(editor.locator("button[name=action-publish]")).to_have_count(0)
    # A forged button must not publish either.
    editor.locator("footer button[type=submit]").first.evaluate(
        "button => { button.name = 'action-publish'; button.value = '1'; }"
    )
    save(editor)
    expect(editor.locator("[name=title]")).to_have_value(title)
    public = ask(county.at("/news/", HOST)).text
    assert title not in public
    slug = editor.locator("[name=slug]").input_value()
    assert ask(county.at(f"/news/{slug}/", HOST)).status == 404


def test_explorer_shows_a_manager_the_own_branch(county: County, signed_in: SignedIn) -> None:
    page = signed_in("shiqiao-manager")
    page.goto(county.at("/admin/pages/"))
    listed = page.get_by_role("main").inner_text()
    assert "石桥镇" in listed
    assert "百节镇" not in listed
