"""Timetables, directories, calculators and personal look-ups as citizens use them, and a source in the admin."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.harness import axe
from tests.e2e.harness.server import County

SOURCES = "/admin/plugins/queries/datasource/"


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def reader(request: pytest.FixtureRequest) -> Page:
    """A page with JavaScript, and one without."""
    page: Page = request.getfixturevalue("page" if request.param else "without_scripts")
    return page


def test_a_bus_late_in_the_day(county: County, reader: Page) -> None:
    reader.goto(county.at("/queries/bus-times/"))
    reader.get_by_label("线路", exact=True).select_option("2路")
    reader.get_by_label("发车时间不早于").fill("17:00")
    reader.get_by_role("main").get_by_role("button", name="显示").click()
    reader.wait_for_url("**after=17**")
    times = reader.locator(".timetable__times li").all_inner_texts()
    assert times
    assert min(times) >= "17:00"


def test_a_place_and_its_number(county: County, reader: Page) -> None:
    reader.goto(county.at("/queries/places/"))
    reader.get_by_role("searchbox", name="查询内容").fill("石桥")
    reader.get_by_role("main").get_by_role("button", name="查询").click()
    entry = reader.locator(".directory__entry")
    expect(entry).to_have_count(1)
    expect(entry.get_by_role("link")).to_have_attribute("href", "tel:08185550151")


def test_a_fee(county: County, reader: Page) -> None:
    reader.goto(county.at("/queries/water-fee/"))
    reader.get_by_label("本月用水量").fill("30")
    reader.get_by_label("家庭人数").fill("4")
    reader.get_by_role("main").get_by_role("button", name="计算").click()
    expect(reader.locator(".calculator-results")).to_contain_text("94.50")
    expect(reader.locator(".calculator-results")).to_contain_text("123.00")


def test_a_fee_on_paper_stands_beside_what_it_was_computed_from(county: County, page: Page) -> None:
    page.goto(county.at("/queries/water-fee/"))
    page.get_by_label("本月用水量").fill("30")
    page.get_by_label("家庭人数").fill("4")
    page.get_by_role("main").get_by_role("button", name="计算").click()
    page.emulate_media(media="print")
    expect(page.get_by_label("本月用水量")).to_be_visible()
    expect(page.locator(".calculator-results")).to_contain_text("94.50")
    expect(page.locator(".print-foot")).to_contain_text(county.at("/queries/water-fee/"))
    expect(page.get_by_role("main").get_by_role("button")).to_have_count(0)


def test_an_account_by_two_facts(county: County, phone: Page) -> None:
    phone.goto(county.at("/queries/housing-fund/"))
    for name, heading in (("示例乙", "没有查到"), ("示例甲", "缴存单位")):
        phone.get_by_label("身份证件号码").fill("999999199003070012")
        phone.get_by_label("姓名").fill(name)
        phone.get_by_role("main").get_by_role("button", name="查询", exact=True).click()
        expect(phone.locator(".query-answer")).to_contain_text(heading)
        assert "999999" not in phone.url
    expect(phone.locator(".query-record")).not_to_contain_text("32860.50")


def test_a_source_that_fails_is_told(county: County, signed_in: Callable[..., Page]) -> None:
    page = signed_in("county-manager")
    page.goto(county.at(f"{SOURCES}new/"))
    found = axe.violations(page, admin=True)
    page.get_by_label("文件夹中的文件").check()
    page.get_by_role("button", name="继续").click()
    page.locator("[name=name]").fill("客运班次")
    page.locator("[name=settings-path]").fill("bus/missing.csv")
    found += axe.violations(page, admin=True)
    page.get_by_role("button", name="保存").click()
    page.wait_for_url("**/try/")
    page.get_by_role("button", name="立即试读").click()
    expect(page.locator(".messages .error")).to_contain_text("文件不存在")
    page.goto(county.at(f"{SOURCES}health/"))
    expect(page.get_by_role("row").filter(has_text="客运班次")).to_contain_text("故障")
    found += axe.violations(page, admin=True)
    assert not found, "\n".join(["", *found])
