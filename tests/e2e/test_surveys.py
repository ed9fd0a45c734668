"""A survey: built in the admin, answered on a phone with and without JavaScript, its results seen."""

import re
import time
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.e2e.harness import axe
from tests.e2e.harness.admin import open_editor, save, switch_on, wait_for_draft
from tests.e2e.harness.browser import MILLISECONDS
from tests.e2e.harness.server import County

SCREENS = "/admin/plugins/surveys/survey/"
HOST = "baijie.localhost"
NUMERALS = "零一二三四五六七八九"


@pytest.fixture
def manager(county: County, signed_in: Callable[..., Page]) -> Page:
    """The manager of a township, its surveys switched on."""
    page = signed_in("baijie-manager")
    switch_on(page, county, "surveys", "baijie")
    return page


def add_question(section: Locator, kind: str, text: str, *options: str) -> Locator:
    """Add a question of a kind at the end of a section, with its options."""
    questions = section.locator("[data-contentpath=questions]")
    questions.locator("> div > div > .c-sf-add-button, .c-sf-add-button").last.click()
    there = questions.locator("> div > div > [data-streamfield-child]")
    before = there.count()
    section.page.get_by_role("option", name=kind, exact=True).click()
    # The editor inserts it a moment after the click: typed at once, the text would be the question's before it.
    expect(there).to_have_count(before + 1)
    question = there.nth(before)
    question.locator("[data-contentpath=text] input").first.fill(text)
    return question


def build(page: Page, county: County, title: str) -> None:
    """Build a survey with two questions, the second shown by the first, up to the screen that publishes."""
    page.goto(county.at(f"{SCREENS}new/"))
    page.locator("[name=title]").fill(title)
    form = page.locator("[data-contentpath=form]")
    form.locator(".c-sf-add-button").first.click()
    section = form.locator("[data-streamfield-child]").first
    first = add_question(section, "单选题", "您去过镇图书室吗？")
    add = first.locator("[data-contentpath=options] .c-sf-add-button").last
    add.click()
    words = first.locator("[data-contentpath=options] [data-contentpath=text] input")
    words.nth(0).fill("去过")
    words.nth(1).fill("没去过")
    first.get_by_label("必答").check()
    first.get_by_label("在公开结果中显示").check()
    second = add_question(section, "单行文字题", "为什么没去过？")
    second.locator("[data-contentpath=conditions] .c-sf-add-button").last.click()
    condition = second.locator("[data-contentpath=conditions]")
    condition.locator("[data-contentpath=question] input").fill("Q1")
    condition.locator("[data-contentpath=values] input").fill("没去过")
    page.locator("footer button[type=submit]").first.click()
    page.wait_for_url("**/state/")


def publish(page: Page) -> str:
    """Publish on the screen that is open; returns the path for citizens."""
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.locator(".messages .success")).to_be_visible()
    address = page.get_by_role("main").locator("a[href*='/-/surveys/']").filter(has_text="/-/surveys/").first
    return urlsplit(address.get_attribute("href") or "").path


def sum_of(page: Page) -> str:
    """The answer to the sum at the end of the form."""
    words = page.locator("label[for=proof-answer]").inner_text()
    return str(sum(NUMERALS.index(letter) for letter in words if letter in NUMERALS[1:]))


def test_from_the_builder_to_the_results(
    county: County, manager: Page, phone: Page, contexts: Callable[..., BrowserContext]
) -> None:
    build(manager, county, "图书室使用情况调查")
    state = axe.violations(manager, admin=True)
    path = publish(manager)
    address = county.at(path, HOST)

    # Without JavaScript the second question comes up after the first was answered.
    plain = contexts(width=390, java_script_enabled=False).new_page()
    plain.goto(address)
    plain.get_by_label("没去过", exact=True).check()
    plain.locator("#proof-answer").fill(sum_of(plain))
    plain.get_by_role("button", name="提交答卷").click()
    expect(plain.get_by_role("alert")).to_contain_text("出现了新的题目")
    plain.locator("#a-Q2").fill("开放时间不合适")
    plain.locator("#proof-answer").fill(sum_of(plain))
    plain.get_by_role("button", name="提交答卷").click()
    plain.wait_for_url("**/thanks/")
    expect(plain.get_by_role("main")).to_contain_text("答卷已提交")

    # With JavaScript it comes up at once, and the browser proves by itself that it is none of a robot.
    phone.goto(address)
    expect(phone.locator("#q-Q2")).to_be_hidden()
    phone.get_by_label("没去过", exact=True).check()
    expect(phone.locator("#q-Q2")).to_be_visible()
    phone.get_by_label("去过", exact=True).check()
    expect(phone.locator("#q-Q2")).to_be_hidden()
    expect(phone.locator("[data-proof][data-done]")).to_be_attached()
    expect(phone.locator("#proof-answer")).to_be_hidden()
    form = axe.violations(phone)
    phone.get_by_role("button", name="提交答卷").click()
    phone.wait_for_url("**/thanks/")

    # Both sheets wait until the survey is over; then the office sees them.
    number = int(re.search(r"/(\d+)/state/", manager.url)[1])  # type: ignore[index]
    manager.goto(county.at(f"{SCREENS}{number}/results/"))
    expect(manager.locator("[data-live-count]")).to_have_text("2")
    manager.goto(county.at(f"{SCREENS}{number}/state/"))
    manager.get_by_role("button", name="立即结束").click()
    manager.goto(county.at(f"{SCREENS}{number}/results/"))
    result = manager.locator(".survey-result").first
    expect(result).to_contain_text("2 人")
    result.locator("summary").click()
    expect(result.locator("tbody tr").first).to_contain_text("50.0 %")
    results = axe.violations(manager, admin=True)
    assert not state + form + results, "\n".join(["", *state, *form, *results])


def test_what_is_typed_is_found_again(
    county: County, phone: Page, contexts: Callable[..., BrowserContext]
) -> None:
    address = county.at("/-/surveys/travel/")
    phone.goto(address)
    phone.get_by_label("公交车", exact=True).check()
    phone.get_by_role("button", name="保存，以后继续").click()
    code = phone.locator(".survey-code").inner_text()
    other = contexts(width=390, java_script_enabled=False).new_page()
    other.goto(address)
    other.get_by_role("link", name="继续填写已保存的答卷").click()
    other.locator("#code").fill(code)
    other.get_by_role("button", name="继续", exact=True).click()
    expect(other.get_by_label("公交车", exact=True)).to_be_checked()


def test_errors_lead_to_their_question(county: County, phone: Page) -> None:
    phone.goto(county.at("/-/surveys/travel/"))
    phone.get_by_role("button", name="下一步").click()
    alert = phone.get_by_role("alert")
    expect(alert).to_be_focused()
    alert.get_by_role("link").first.click()
    expect(phone.locator("#a-Q1-1")).to_be_focused()
    complaints = axe.violations(phone)
    assert not complaints, "\n".join(["", *complaints])


def test_a_page_leads_to_its_survey(county: County, page: Page, signed_in: Callable[..., Page]) -> None:
    manager = signed_in("finance-manager")  # an office that publishes without the review chain
    column = county.page_id("finance.localhost", "/news/")
    open_editor(manager, county.at(f"/admin/pages/add/plugin_surveys/surveypage/{column}/"))
    manager.locator("[name=title]").fill("网上调查")
    wait_for_draft(manager)
    save(manager, "action-publish")
    expect(manager.locator(".messages .success")).to_contain_text("网上调查")
    page.goto(county.at("/townships/shiqiao/participation/service-centre/"))
    page.get_by_role("link", name="参与调查").click()
    page.wait_for_url("**/-/surveys/service-centre/")


def test_what_is_being_typed_survives_a_closed_tab(
    county: County, contexts: Callable[..., BrowserContext]
) -> None:
    context = contexts(width=390)
    phone = context.new_page()
    phone.goto(county.at("/-/surveys/travel/"))
    text = phone.locator("[data-other]").first
    text.press_sequentially("骑三轮车")
    other = phone.locator(f"[name='{text.get_attribute('data-other')}'][value=other]")
    expect(other).to_be_checked()  # who writes beside "other" means it
    phone.close()

    # What a page sends as it goes away is seen by nobody here: it is looked for until it has arrived.
    again = context.new_page()
    until = time.monotonic() + MILLISECONDS / 1000
    found = ""
    while not found and time.monotonic() < until:
        again.goto(county.at("/-/surveys/travel/"))
        found = again.locator("[data-other]").first.input_value()
    assert found == "骑三轮车"


def test_without_a_connection_it_says_so_and_keeps_later(county: County, phone: Page) -> None:
    phone.goto(county.at("/-/surveys/travel/"))
    state = phone.locator("[data-keep-state]")
    phone.context.set_offline(True)
    phone.get_by_label("公交车", exact=True).check()
    expect(state).to_contain_text("网络已断开")
    phone.context.set_offline(False)
    expect(state).to_contain_text("已保存于")


def test_a_keeping_that_is_refused_is_not_taken_for_a_lost_connection(county: County, phone: Page) -> None:
    phone.goto(county.at("/-/surveys/travel/"))
    phone.route("**/keep/", lambda route: route.fulfill(status=429, json={"kept": False}))
    phone.get_by_label("公交车", exact=True).check()
    state = phone.locator("[data-keep-state]")
    expect(state).to_have_text("暂时无法自动保存，您填写的内容仍在本页。")
    expect(phone.get_by_label("公交车", exact=True)).to_be_checked()


def test_questions_are_counted_anew_when_one_comes_up(county: County, phone: Page) -> None:
    phone.goto(county.at("/-/surveys/travel/"))
    numbers = phone.locator(".survey-question__number").filter(visible=True)
    expect(numbers).to_have_text(["1.", "2.", "3."])
    phone.get_by_label("步行", exact=True).check()
    expect(numbers).to_have_text(["1.", "2.", "3.", "4."])
    phone.get_by_label("公交车", exact=True).check()
    expect(numbers).to_have_text(["1.", "2.", "3."])


def test_shares_for_weights_can_be_seen_and_typed(county: County, manager: Page) -> None:
    build(manager, county, "加权")
    publish(manager)
    manager.set_viewport_size({"width": 390, "height": 844})
    manager.goto(manager.url.replace("/state/", "/weights/?variable=Q1"))
    field = manager.locator("[name^=share-]").first
    assert field.evaluate("each => getComputedStyle(each).borderTopWidth") != "0px"
    manager.goto(manager.url.replace("/weights/", "/cross/"))
    box = manager.locator("[name=rows]").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 390
