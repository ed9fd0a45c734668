"""Everything that a citizen does works with JavaScript off."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.harness.server import County


def test_from_the_portal_to_an_article(county: County, without_scripts: Page) -> None:
    page = without_scripts
    page.goto(county.at())
    menu = page.get_by_role("navigation", name="主菜单")
    menu.get_by_role("link", name="乡镇街道", exact=True).click()
    page.locator(".office__name", has_text="石桥镇").click()
    expect(page.locator(".identity__name")).to_have_text("石桥镇")
    page.get_by_role("navigation", name="主菜单").get_by_role("link", name="工作动态", exact=True).click()
    # Not the first: other tests of the same county publish look-ups here.
    page.locator(".entry__title a").last.click()
    expect(page.locator(".article__facts")).to_contain_text("发布时间：")


def test_the_menu_of_a_phone_is_open(county: County, contexts: object) -> None:
    page = contexts(width=390, java_script_enabled=False).new_page()  # type: ignore[operator]
    page.goto(county.at("/townships/shiqiao/"))
    expect(page.get_by_role("navigation", name="主菜单").get_by_role("link", name="工作动态")).to_be_visible()


def test_search(county: County, without_scripts: Page) -> None:
    page = without_scripts
    page.goto(county.at("/townships/shiqiao/"))
    page.get_by_role("main").locator("input[type=search]").fill("石桥")
    page.get_by_role("main").locator("form button[type=submit]").click()
    expect(page.locator(".search-total")).to_have_text(re.compile(r"[1-9]\d*"))


def test_columns_of_every_part_are_reached_from_the_foot(county: County, without_scripts: Page) -> None:
    without_scripts.goto(county.at())
    link = without_scripts.get_by_role("contentinfo").get_by_role("link", name="政府文件", exact=True)
    link.click()
    expect(without_scripts).to_have_url(county.at("/disclosure/documents/"))


def test_english(county: County, without_scripts: Page) -> None:
    without_scripts.goto(county.at())
    without_scripts.get_by_role("link", name="English").click()
    expect(without_scripts).to_have_url(county.at("/en/"))
