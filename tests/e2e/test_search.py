"""The search finds a Chinese word inside a longer one, for one office and for all."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.harness.server import County


@pytest.fixture
def inner_word(county: County, page: Page) -> tuple[str, str]:
    """Two characters from the middle of a run of Chinese in a title of the township's news, and the title."""
    page.goto(county.at("/townships/shiqiao/news/"))
    title = page.locator(".entry__title").first.inner_text()
    run = max(re.findall(r"[\u4e00-\u9fff]+", title), key=len)
    assert len(run) >= 6, title
    return run[len(run) // 2 : len(run) // 2 + 2], title


def search(page: Page, words: str) -> None:
    """Ask with the search box of the home page that is open."""
    box = page.locator("form[action$='/-/search/'] input[type=search]").first
    box.fill(words)
    box.press("Enter")
    page.wait_for_url(re.compile("/-/search/"))


def test_for_the_township_itself(county: County, page: Page, inner_word: tuple[str, str]) -> None:
    word, title = inner_word
    page.goto(county.at("/townships/shiqiao/"))
    search(page, word)
    expect(page.get_by_role("radio", name="仅限石桥镇")).to_be_checked()
    found = page.locator(".entries--results .entry__title")
    assert title in found.all_inner_texts()
    for address in found.locator("a").evaluate_all("links => links.map(link => link.pathname)"):
        assert address.startswith("/townships/shiqiao/")


def test_for_all(county: County, page: Page, inner_word: tuple[str, str]) -> None:
    word, _title = inner_word
    page.goto(county.at("/townships/shiqiao/"))
    search(page, word)
    own = shown_total(page)
    page.get_by_role("radio", name="所有单位").check()
    page.get_by_role("main").locator("form button[type=submit]").click()
    expect(page.get_by_role("radio", name="所有单位")).to_be_checked()
    assert shown_total(page) >= own


def test_other_offices_are_found_only_for_all(county: County, page: Page) -> None:
    page.goto(county.at("/departments/finance/"))
    search(page, "石桥镇")
    addresses = result_paths(page)
    assert [path for path in addresses if not path.startswith("/departments/finance/")] == []
    page.goto(county.at("/departments/finance/-/search/?q=石桥镇&scope=all"))
    assert any(path.startswith("/townships/shiqiao/") for path in result_paths(page))


def test_nothing_found_says_so(county: County, page: Page) -> None:
    page.goto(county.at("/townships/shiqiao/"))
    search(page, "这样的词语一定没有")
    expect(page.locator(".empty__title")).to_contain_text("这样的词语一定没有")


def result_paths(page: Page) -> list[str]:
    """The paths of the results shown."""
    links = page.locator(".entries--results .entry__title a")
    paths: list[str] = links.evaluate_all("links => links.map(link => link.pathname)")
    return paths


def shown_total(page: Page) -> int:
    """The number of results that the page tells."""
    found = re.search(r"\d+", page.locator(".search-total").inner_text())
    assert found
    return int(found[0])
