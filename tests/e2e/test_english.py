"""The English side."""

from playwright.sync_api import Page, expect

from tests.e2e.harness.answers import ask, links
from tests.e2e.harness.server import County


def test_switching_there_and_back(county: County, page: Page) -> None:
    page.goto(county.at())
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(county.at("/en/"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".identity__name")).to_have_text("Da County People's Government")
    expect(page.get_by_role("navigation", name="Main menu")).to_be_visible()
    assert ask(county.at("/en/")).status == 200
    page.get_by_role("link", name="简体中文").click()
    expect(page).to_have_url(county.at())


def test_translated_page(county: County, page: Page) -> None:
    page.goto(county.at("/en/about/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("About the County")
    expect(page.get_by_role("complementary", name="Language of this page")).to_have_count(0)
    html = ask(county.at("/en/about/")).text
    assert [link["href"] for link in links(html, "canonical")] == [county.at("/en/about/")]


def test_untranslated_page_says_so_and_falls_back(county: County, page: Page) -> None:
    page.goto(county.at("/en/townships/shiqiao/notices/"))
    note = page.get_by_role("complementary", name="Language of this page")
    expect(note).to_contain_text("This page has not been translated into English yet.")
    expect(page.get_by_role("heading", level=1)).to_contain_text("通知公告")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("main").locator("xpath=..")).to_have_attribute("lang", "zh-Hans")
    html = ask(page.url).text
    assert [link["href"] for link in links(html, "canonical")] == [
        county.at("/notices/", "shiqiao.localhost")
    ]
    offered = {link.get("hreflang") for link in links(html, "alternate") if "hreflang" in link}
    assert "en" not in offered


def test_the_reader_stays_on_the_english_side(county: County, page: Page) -> None:
    page.goto(county.at("/en/townships/shiqiao/"))
    page.locator(".site-menu__link").nth(1).click()
    page.wait_for_url("**/en/townships/shiqiao/**")
    expect(page.locator("html")).to_have_attribute("lang", "en")
