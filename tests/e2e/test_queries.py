"""Look-ups on real data, and a time series, also without JavaScript."""

import csv
import io

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.harness.answers import ask
from tests.e2e.harness.server import County

COLUMN = "/queries/"


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def reader(request: pytest.FixtureRequest) -> Page:
    """A page with JavaScript, and one without."""
    page: Page = request.getfixturevalue("page" if request.param else "without_scripts")
    return page


def open_from_column(page: Page, county: County, words: str) -> None:
    """Go to the column of look-ups and follow the link with the words in it."""
    page.goto(county.at(COLUMN))
    page.get_by_role("main").get_by_role("link").filter(has_text=words).first.click()
    page.wait_for_url(f"**{COLUMN}*/")


def test_villages_of_a_township(county: County, reader: Page) -> None:
    page = reader
    open_from_column(page, county, "村")
    total = page.locator(".query-answer__count").inner_text()
    page.get_by_role("searchbox", name="查询内容").fill("石桥")
    page.get_by_role("main").get_by_role("button", name="查询").click()
    expect(page.locator(".query-answer__count")).not_to_have_text(total)
    rows = page.locator(".query-table tbody tr")
    assert rows.count() > 0
    assert [text for text in rows.all_inner_texts() if "石桥" not in text] == []


def test_filter_and_pages(county: County, reader: Page) -> None:
    page = reader
    open_from_column(page, county, "村")
    first = page.locator(".query-table tbody tr").first.inner_text()
    page.get_by_role("link", name="下一页").click()
    page.wait_for_url("**page=2**")
    assert page.locator(".query-table tbody tr").first.inner_text() != first
    choice = page.locator(".query-form select").first
    value, label = choice.locator("option").nth(1).evaluate("option => [option.value, option.label]")
    choice.select_option(value)
    page.get_by_role("main").get_by_role("button", name="查询").click()
    page.wait_for_url("**=**")
    count = int(label.rsplit("(", 1)[1].rstrip(")"))
    expect(page.locator(".query-answer__count")).to_contain_text(str(count))
    name = label.rsplit(" (", 1)[0]
    assert [
        text for text in page.locator(".query-table tbody tr").all_inner_texts() if name not in text
    ] == []


def test_says_when_and_by_whom(county: County, page: Page) -> None:
    open_from_column(page, county, "村")
    expect(page.locator(".page-head .meta time")).to_be_visible()
    expect(page.locator(".page-head .meta")).to_contain_text("提供")


def test_download(county: County, page: Page) -> None:
    open_from_column(page, county, "村")
    link = page.locator("a[href='?download=csv']")
    expect(link).to_be_visible()
    answer = ask(f"{page.url}?download=csv")
    assert answer.headers.get_content_type() == "text/csv"
    rows = list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))))
    headings = page.locator(".query-table thead th").evaluate_all(
        "cells => cells.map(cell => cell.innerText)"
    )
    assert len(rows[0]) == len(headings)
    assert len(rows) > 300


def test_holidays(county: County, page: Page) -> None:
    open_from_column(page, county, "节假日")
    page.get_by_role("searchbox", name="查询内容").fill("春节")
    page.get_by_role("main").get_by_role("button", name="查询").click()
    rows = page.locator(".query-table tbody tr").all_inner_texts()
    assert rows
    assert [text for text in rows if "春节" not in text] == []


def test_prices_over_time(county: County, reader: Page) -> None:
    page = reader
    open_from_column(page, county, "价")
    expect(page.get_by_role("heading", level=1)).to_contain_text("示例数据")
    plot = page.locator("svg.series-plot").first
    expect(plot).to_be_visible()
    assert plot.locator(".series-line").count() >= 1
    figures = page.locator(".series-days tbody tr")
    assert figures.count() >= 7
    shown = plot.locator(".series-line").count()
    box = page.get_by_role("checkbox", checked=False).first
    box.check()
    page.get_by_role("main").get_by_role("button", name="绘图").click()
    page.wait_for_url("**goods=**")
    assert plot.locator(".series-line").count() == shown + 1
