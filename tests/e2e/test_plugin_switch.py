"""A manager switches a plugin off for one subsite and on again, in the admin."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.harness import lookups, page_list
from tests.e2e.harness.admin import switch_on
from tests.e2e.harness.answers import ask
from tests.e2e.harness.server import County

PLUGIN = "queries"
ROW = f"tr[data-plugin={PLUGIN}]"


OTHER_HOST = "shiqiao.localhost"


@pytest.fixture
def portal_lookup(county: County) -> str:
    """The path of a look-up page on the portal."""
    pages = page_list.every_page(county.folder, county.port, "plugin_queries.lookuppage")
    return next(page.path for page in pages if page.home == "/")


@pytest.fixture
def township_lookup(county: County, signed_in: Callable[..., Page]) -> str:
    """The address of a look-up on another subsite, published there by its manager."""
    page = signed_in("shiqiao-manager")
    switch_on(page, county, PLUGIN, "shiqiao")
    lookups.upload(page, county, "村干部联系方式", "村,电话\n石桥村,0818-5550001\n".encode())
    lookups.take(page)
    column = county.page_id(OTHER_HOST, "/villages/")
    return county.at(lookups.publish_page(page, county, column, "村干部联系方式"), OTHER_HOST)


@pytest.fixture
def manager(county: County, signed_in: Callable[..., Page]) -> Iterator[Page]:
    """The portal's manager; the portal's look-ups are on again at the end."""
    page = signed_in("county-manager")
    yield page
    if (
        page.goto(county.at("/admin/plugin-switches/county/"))
        and page.locator(f"{ROW} a[href$='/on/']").count()
    ):
        switch(page, county, on=True)


def switch(manager: Page, county: County, *, on: bool) -> None:
    """Press the switch of the portal's look-ups, and confirm."""
    manager.goto(county.at("/admin/plugin-switches/county/"))
    manager.locator(f"{ROW} a[href$='/{'on' if on else 'off'}/']").click()
    manager.get_by_role("main").locator("form[method=post] button[type=submit]").click()
    expect(manager.locator(f"{ROW} a[href$='/{'off' if on else 'on'}/']")).to_be_visible()


def seen(county: County, path: str) -> dict[str, bool]:
    """Where a look-up page of the portal shows: its own address, its column, the search, the sitemap, feeds."""
    column = path.rsplit("/", 2)[0] + "/"
    title = page_title(county, path)
    return {
        "page": ask(county.at(path)).status == 200,
        "English page": ask(county.at(f"/en{path}")).status == 200,
        "download": ask(county.at(f"{path}?download=csv")).status == 200,
        "column": f'href="{path}"' in ask(county.at(column)).text,
        "search": f'href="{path}"' in ask(county.at(f"/-/search/?q={title}&scope=all")).text,
        "sitemap": f"{county.at(path)}<" in ask(county.at("/sitemap.xml")).text,
        "feed": f"{county.at(path)}<" in ask(county.at(f"{column}rss.xml")).text,
        "front page": f'href="{path}"' in ask(county.at()).text,
    }


TITLES: dict[str, str] = {}


def page_title(county: County, path: str) -> str:
    """The page's title, remembered for when the page no longer answers."""
    if path not in TITLES:
        html = ask(county.at(path)).text
        TITLES[path] = html.split("<title>")[1].split(" - ")[0].strip()
    return TITLES[path]


def test_off_and_on_again(county: County, portal_lookup: str, township_lookup: str, manager: Page) -> None:
    before = seen(county, portal_lookup)
    assert before["page"]
    assert before["search"]
    assert before["sitemap"]
    switch(manager, county, on=False)
    assert seen(county, portal_lookup) == dict.fromkeys(before, False)
    assert ask(township_lookup).status == 200
    switch(manager, county, on=True)
    assert seen(county, portal_lookup) == before


def test_manager_of_another_office_cannot_switch(county: County, signed_in: Callable[..., Page]) -> None:
    page = signed_in("shiqiao-manager")
    for address in ("plugin-switches/county/", f"plugin-switches/county/{PLUGIN}/off/", "policy/"):
        answer = page.goto(county.at(f"/admin/{address}"))
        assert answer is not None
        assert answer.status in {403, 404} or page.url == county.at("/admin/"), (address, answer.status)
