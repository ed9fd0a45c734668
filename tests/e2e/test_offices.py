"""The index of offices, by kind and by pinyin initial."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.harness.answers import ask
from tests.e2e.harness.server import County


@pytest.mark.parametrize(("path", "count"), [("/townships/", 33), ("/departments/", 26)])
def test_all_offices_by_initial(county: County, page: Page, path: str, count: int) -> None:
    page.goto(county.at(path))
    assert page.locator(".office__name").count() == count
    initials = page.locator(".offices__initial").all_inner_texts()
    assert initials == sorted(set(initials))
    letters = page.locator(".letters a")
    assert letters.all_inner_texts() == initials
    letters.last.click()
    expect(page.locator(".offices__group").last).to_be_in_viewport()


def test_township_stands_under_its_initial(county: County, page: Page) -> None:
    page.goto(county.at("/townships/"))
    group = page.locator("#township-S")
    link = group.get_by_role("link", name="石桥镇", exact=True)
    expect(link).to_have_attribute("href", "/townships/shiqiao/")
    link.click()
    expect(page.locator(".identity__name")).to_have_text("石桥镇")


def test_every_office_answers(county: County, page: Page) -> None:
    addresses = []
    for path in ("/townships/", "/departments/"):
        page.goto(county.at(path))
        addresses += page.locator(".office__name").evaluate_all("links => links.map(link => link.href)")
    assert [address for address in addresses if ask(address).status != 200] == []
