"""One township under its path and under its own hostname."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.harness.answers import ask, links
from tests.e2e.harness.server import County

HOST = "shiqiao.localhost"
BOTH = [("localhost", "/townships/shiqiao/"), (HOST, "/")]


@pytest.mark.parametrize(("host", "path"), BOTH)
def test_home_page(county: County, page: Page, host: str, path: str) -> None:
    answer = page.goto(county.at(path, host))
    assert answer is not None
    assert answer.status == 200
    expect(page).to_have_url(county.at(path, host))
    expect(page.locator(".identity__name")).to_have_text("石桥镇")
    # Whoever follows the menu stays on the host that was asked.
    link = page.get_by_role("navigation", name="主菜单").get_by_role("link", name="通知公告", exact=True)
    expect(link).to_have_attribute("href", f"{path}notices/")
    link.click()
    expect(page).to_have_url(county.at(f"{path}notices/", host))
    expect(page.get_by_role("heading", level=1)).to_contain_text("通知公告")


@pytest.mark.parametrize(("host", "path"), BOTH)
@pytest.mark.parametrize("below", ["", "notices/", "news/"])
def test_canonical_names_the_hostname(county: County, host: str, path: str, below: str) -> None:
    html = ask(county.at(path + below, host)).text
    assert [link["href"] for link in links(html, "canonical")] == [county.at(f"/{below}", HOST)]


def test_both_addresses_show_the_same(county: County, page: Page) -> None:
    shown = []
    for host, path in BOTH:
        page.goto(county.at(path, host))
        shown.append(page.get_by_role("main").inner_text())
    assert shown[0] == shown[1]


def test_way_back_to_the_portal(county: County, page: Page) -> None:
    page.goto(county.at("/", HOST))
    page.locator(".utility__portal").click()
    expect(page).to_have_url(county.at())


def test_sitemap_lists_the_townships_own_pages(county: County) -> None:
    import xml.etree.ElementTree as ElementTree

    root = ElementTree.fromstring(ask(county.at("/sitemap.xml", HOST)).body)
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    addresses = [place.text or "" for place in root.iter(f"{name}loc")]
    assert county.at("/", HOST) in addresses
    assert county.at("/notices/", HOST) in addresses
    assert [address for address in addresses if not address.startswith(county.at("/", HOST))] == []
    assert [address for address in addresses if ask(address).status != 200] == []
