"""An interview: announced, asked, hosted, answered and followed in several browsers at once."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.harness import axe, checker
from tests.e2e.harness.admin import switch_on
from tests.e2e.harness.browser import MILLISECONDS
from tests.e2e.harness.server import County

SCREENS = "/admin/plugins/interviews/interview/"
ANSWERING = "/admin/plugins/interviews/answering/"
HOST = "finance.localhost"
TWO_SECONDS = 2000
NUMERALS = "零一二三四五六七八九"


@pytest.fixture
def host(county: County, signed_in: Callable[..., Page]) -> Page:
    """The manager of an office that publishes without the review chain, the interviews switched on."""
    page = signed_in("finance-manager")
    switch_on(page, county, "interviews", "finance")
    return page


def make(page: Page, county: County, title: str) -> int:
    """Prepare and announce an interview without delay; its number."""
    page.goto(county.at(f"{SCREENS}new/"))
    page.locator("[name=title]").fill(title)
    page.locator("[name=starts_at]").fill(f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%d %H:%M}")
    # The calendar opens a moment after its field has the focus, and would lie over what comes next.
    calendar = page.locator(".xdsoft_datetimepicker").filter(visible=True)
    expect(calendar).to_have_count(1)
    page.keyboard.press("Tab")
    expect(calendar).to_have_count(0)
    page.locator("[name=host_name]").fill("小财")
    page.locator("#id_guests-ADD").click()
    page.locator("[name=guests-0-name]").fill("嘉宾丁")
    page.locator("[name=guests-0-office]").fill("县财政局预算股")
    page.get_by_role("tab", name="规则和视频").click()
    page.locator("[name=delay]").fill("0")
    page.locator("footer button[type=submit]").first.click()
    page.wait_for_url("**/state/")
    page.get_by_role("button", name="发布预告").click()
    expect(page.locator(".messages .success")).to_be_visible()
    found = re.search(r"/(\d+)/state/", page.url)
    assert found
    return int(found[1])


def ask(page: Page, address: str, text: str) -> str:
    """Ask on an interview's page, by hand and without JavaScript; the code."""
    page.goto(address)
    page.get_by_role("link", name="我要提问").click()
    page.locator("[name=text]").fill(text)
    words = page.locator("label[for=proof-answer]").inner_text()
    total = sum(NUMERALS.index(letter) for letter in words if letter in NUMERALS[1:])
    page.locator("#proof-answer").fill(str(total))
    page.get_by_role("button", name="提交提问").click()
    return page.locator(".interview-code").inner_text()


def test_host_guest_and_citizens(
    county: County,
    host: Page,
    signed_in: Callable[..., Page],
    phone: Page,
    contexts: Callable[..., BrowserContext],
) -> None:
    complaints: list[str] = []
    number = make(host, county, "预算公开怎么看")
    complaints += axe.violations(host, admin=True)
    path = urlsplit(host.locator("a[href*='/-/interviews/']").first.get_attribute("href") or "").path
    address = county.at(path, HOST)
    plain = contexts(width=390, java_script_enabled=False).new_page()
    code = ask(plain, address, "预算在哪里公开？")
    ask(plain, address, "在哪儿能看到预算？")

    # The citizen follows before it begins, and is told that it has begun.
    phone.goto(address)
    expect(phone.locator("[data-live-state]")).to_have_text("新的发言会自动显示。")
    host.goto(county.at(f"{SCREENS}{number}/desk/"))
    host.get_by_role("button", name="开始直播").click()
    expect(phone.get_by_text("访谈已开始。")).to_be_visible(timeout=MILLISECONDS)

    # Somebody whose connection lets no stream through asks instead.
    polling = contexts(width=390).new_page()
    polling.add_init_script("delete window.EventSource")
    polling.goto(address)
    expect(polling.locator("[data-live-state]")).to_have_text("新的发言会自动显示。")

    # A line is seen within two seconds, without loading anything.
    host.locator("#host-text").fill("欢迎收看本期访谈。")
    host.keyboard.press("Control+Enter")
    expect(host.locator("[data-desk-state]")).to_have_text("已完成。")
    expect(phone.get_by_text("欢迎收看本期访谈。")).to_be_visible(timeout=TWO_SECONDS)
    expect(host.locator("#host-text")).to_have_value("")
    expect(polling.get_by_text("欢迎收看本期访谈。")).to_be_visible(timeout=MILLISECONDS)

    # By the keyboard alone: the second question is merged, the first put.
    items = host.locator("#desk-questions + ol > li")
    expect(items).to_have_count(2)
    first = (items.first.get_attribute("id") or "").removeprefix("question-")
    items.nth(1).locator("summary").click()
    items.nth(1).locator("[name=into]").fill(first)
    items.nth(1).get_by_role("button", name="合并", exact=True).click()
    expect(items).to_have_count(1)
    items.first.focus()
    host.keyboard.press("u")
    expect(phone.get_by_text("预算在哪里公开？")).to_be_visible(timeout=MILLISECONDS)
    complaints += axe.violations(host, admin=True)

    # The guest answers at their own desk.
    guest = signed_in("finance-contributor")
    guest.goto(county.at(ANSWERING))
    guest.get_by_role("link", name="嘉宾丁").click()
    field = guest.locator("[data-write]")
    field.fill("在县政府门户网站的财政栏目公开。")
    complaints += axe.violations(guest, admin=True)
    field.press("Control+Enter")
    expect(phone.get_by_text("在县政府门户网站的财政栏目公开。")).to_be_visible(timeout=MILLISECONDS)

    # A visitor without a connection misses nothing.
    phone.context.set_offline(True)
    line = host.locator("#desk-lines + ol > li").filter(has_text="财政栏目").first
    line.locator("summary").click()
    line.locator("textarea").fill("在县政府门户网站的“财政预决算”栏目公开。")
    line.get_by_role("button", name="更正", exact=True).click()
    expect(host.locator("[data-desk-state]")).to_have_text("已完成。")
    host.locator("#host-text").fill("感谢收看。")
    host.get_by_role("button", name="发言", exact=True).click()
    expect(host.locator("#desk-lines + ol")).to_contain_text("感谢收看。")
    phone.context.set_offline(False)
    expect(phone.get_by_text("感谢收看。")).to_be_visible(timeout=MILLISECONDS)
    expect(phone.get_by_text("财政预决算")).to_be_visible()
    expect(phone.locator(".interview-line__mark")).to_contain_text("已更正")
    assert phone.locator(".interview-line").count() == 4
    positions = phone.locator(".interview-line").evaluate_all(
        "all => all.map((each) => Number(each.dataset.position))"
    )
    assert positions == sorted(positions)
    complaints += axe.violations(phone)

    # Without JavaScript the page shows all so far; the asker sees the answer by the code.
    plain.goto(address)
    expect(plain.locator(".interview-line")).to_have_count(4)
    pages = {"live": plain.content()}
    plain.get_by_role("link", name="我的提问进展如何？").click()
    plain.locator("#code").fill(code)
    plain.get_by_role("button", name="查询").click()
    expect(plain.get_by_role("main")).to_contain_text("已回答")
    pages["question"] = plain.content()
    plain.get_by_role("link", name="回答").first.click()
    expect(plain.locator(":target")).to_contain_text("财政预决算")

    # It ends while somebody writes: the question comes back. Ending takes two steps.
    phone.get_by_role("link", name="我要提问").click()
    phone.locator("[name=text]").fill("明年的预算何时公开？")
    host.locator("summary").filter(has_text="结束访谈").click()
    complaints += axe.violations(host, admin=True)
    host.get_by_role("button", name="确认结束访谈").click()
    expect(host.get_by_role("button", name="确认结束访谈")).to_have_count(0)
    phone.get_by_role("button", name="提交提问").click()
    expect(phone.get_by_role("alert")).to_contain_text("提问未提交")
    expect(phone.get_by_role("main")).to_contain_text("明年的预算何时公开？")
    complaints += axe.violations(phone)
    pages["too late"] = phone.content()
    found = checker.errors(pages)
    assert found == {}
    assert not complaints, "\n".join(["", *complaints])


def test_what_was_not_reached_is_answered_by_an_office(
    county: County, signed_in: Callable[..., Page], page: Page
) -> None:
    office = signed_in("finance-contributor")
    office.goto(county.at(ANSWERING))
    office.get_by_role("link", name="门诊慢性病怎么认定？").click()
    complaints = axe.violations(office, admin=True)
    office.locator("[name=text]").fill("请携带病历到定点医院申请认定。")
    office.get_by_role("button", name="公开答复").click()
    expect(office.locator(".messages .success")).to_be_visible()
    page.goto(county.at("/-/interviews/medical-insurance/"))
    expect(page.get_by_role("main")).to_contain_text("请携带病历到定点医院申请认定。")
    assert not complaints, "\n".join(["", *complaints])


def test_search_leads_to_a_single_answer(county: County, page: Page) -> None:
    page.goto(county.at("/-/search/?q=新生儿"))
    section = page.get_by_role("region", name="访谈中的回答")
    complaints = axe.violations(page)
    section.get_by_role("link").first.click()
    expect(page.locator(":target")).to_contain_text("出生后90天内")
    assert not complaints, "\n".join(["", *complaints])


def test_the_video_has_its_subtitles(county: County, page: Page) -> None:
    page.goto(county.at("/-/interviews/medical-insurance/"))
    answer = page.request.get(county.at(page.locator("track").get_attribute("src") or ""))
    assert answer.text().startswith("WEBVTT\n\n1\n00:00:00.000 --> ")
    loaded = page.evaluate(
        """async () => {
          const track = document.querySelector("track");
          track.track.mode = "showing";
          if (track.readyState < 2) await new Promise((resolve) => track.addEventListener("load", resolve));
          return track.track.cues.length;
        }"""
    )
    assert loaded > 10


def test_the_transcript_on_paper(county: County, page: Page) -> None:
    """What a county hands out: its name, who said what in which office, where it is and how it is verified."""
    page.goto(county.at("/-/interviews/medical-insurance/"))
    page.emulate_media(media="print")
    expect(page.locator(".identity__name")).to_be_visible()
    expect(page.locator("time").first).to_be_visible()
    for away in (
        ".site-menu",
        ".breadcrumbs",
        ".interview-actions",
        ".interview-watch",
        ".to-top",
        ".utility",
    ):
        expect(page.locator(away).first).to_be_hidden()
    expect(page.locator("button, video").filter(visible=True)).to_have_count(0)
    speakers = page.locator(".interview-line--answer .interview-line__speaker")
    expect(speakers.first).to_have_text("嘉宾甲（虚构） 县医疗保障局参保管理股负责人")
    foot = page.locator(".print-foot")
    expect(foot).to_contain_text(county.at("/-/interviews/medical-insurance/"))
    expect(foot).to_contain_text(county.at("/-/verify/"))
    expect(page.locator(".responsibility a")).to_be_visible()
    asked = page.locator(".interview-line--question").first
    said = asked.evaluate("each => [getComputedStyle(each).breakAfter, getComputedStyle(each).breakInside]")
    assert said == ["avoid", "avoid"]
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.emulate_media(media="screen")
    expect(foot).to_be_hidden()
