"""An office publishes a look-up from a file, replaces it, and is told by row and column what is wrong with one."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.harness import axe, lookups
from tests.e2e.harness.admin import switch_on
from tests.e2e.harness.answers import ask
from tests.e2e.harness.server import County

HOST = "shiqiao.localhost"
NAME = "网格员联系方式"
HEADINGS = ["网格员", "日期", "片区"]
ROWS = [["甲网格员", "2026-01-05", "一片区"], ["乙网格员", "2026-02-10", "二片区"]]


def file_of(*rows: list[str]) -> bytes:
    """A CSV file as an office's spreadsheet writes it."""
    return "\r\n".join(",".join(row) for row in [HEADINGS, *rows]).encode("gb18030")


@pytest.fixture
def manager(county: County, signed_in: Callable[..., Page]) -> Page:
    """The manager of a township, its look-ups switched on."""
    page = signed_in("shiqiao-manager")
    switch_on(page, county, "queries", "shiqiao")
    return page


def test_from_a_file_to_a_page(county: County, manager: Page, page: Page) -> None:
    lookups.upload(manager, county, NAME, file_of(*ROWS))
    confirm = axe.violations(manager, admin=True)
    lookups.take(manager)
    expect(manager.locator(".messages .success")).to_contain_text("2")
    address = county.at(lookups.publish_page(manager, county, county.page_id(HOST, "/news/"), NAME), HOST)
    page.goto(address)
    rows = page.locator(".query-table tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("甲网格员")
    number = table_number(manager, county)

    # A faulty file changes nothing, and says where the fault is.
    lookups.upload(manager, county, NAME, file_of(ROWS[0], ["丙网格员", "下周", "三片区"]), table=number)
    report = manager.get_by_role("main")
    expect(report).to_contain_text("3")
    expect(report).to_contain_text("日期")
    assert "丙网格员" not in ask(address).text

    # A good one takes the place of all rows.
    lookups.upload(manager, county, NAME, file_of(["丁网格员", "2026-03-01", "四片区"]), table=number)
    lookups.take(manager)
    page.reload()
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("丁网格员")
    assert not confirm, "\n".join(["", *confirm])


def table_number(manager: Page, county: County) -> int:
    """The number of the table, found by its name in the list of the manager's own: other tests add theirs."""
    manager.goto(county.at(lookups.TABLES))
    link = manager.get_by_role("main").locator("td.title a[href*='/edit/']").filter(has_text=NAME)
    expect(link).to_have_count(1)
    return int((link.get_attribute("href") or "").rstrip("/").rsplit("/", 1)[1])
