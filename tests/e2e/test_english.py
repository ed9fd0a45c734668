"""The English side."""

from playwright.sync_api import Page, expect

from tests.e2e.harness.answers import ask, links
from tests.e2e.harness.page_list import every_page
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


def test_no_column_of_the_english_side_is_empty(county: County) -> None:
    columns = [
        page.path
        for page in every_page(county.folder, county.port, "core_pages.columnpage")
        if page.home == "/" and page.host == "localhost"
    ]
    assert len(columns) > 20
    for path in columns:
        answer = ask(county.at(f"/en{path}"))
        if answer.location:
            answer = ask(county.at(answer.location))
        assert answer.status == 200, path
        assert 'class="entry__title"' in answer.text, path
        assert 'class="empty"' not in answer.text, path


def test_a_column_lists_what_is_not_translated_in_chinese(county: County, page: Page) -> None:
    page.goto(county.at("/en/queries/"))
    first = page.locator(".entry").first
    expect(first.locator(".entry__title")).to_have_attribute("lang", "zh-Hans")
    expect(first.locator(".meta")).to_contain_text("In Chinese")
    title = first.locator(".entry__title").inner_text()
    first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    expect(page.get_by_role("complementary", name="Language of this page")).to_be_visible()


def test_the_reader_stays_on_the_english_side(county: County, page: Page) -> None:
    page.goto(county.at("/en/townships/shiqiao/"))
    page.locator(".site-menu__link").nth(1).click()
    page.wait_for_url("**/en/townships/shiqiao/**")
    expect(page.locator("html")).to_have_attribute("lang", "en")
