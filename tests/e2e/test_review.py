"""Two offices publish through the whole chain of review, on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.harness import axe
from tests.e2e.harness.admin import begin_article, save
from tests.e2e.harness.answers import ask
from tests.e2e.harness.server import County

TEXT = "经核实，三公里水渠已经修复，今日恢复供水。"

type SignedIn = Callable[..., Page]


def hand_in(editor: Page, county: County, host: str, title: str) -> None:
    """Write an article and submit it."""
    begin_article(editor, county, county.page_id(host, "/news/"), title, TEXT)
    expect(editor.locator("button[name=action-publish]")).to_have_count(0)
    save(editor, "action-review")
    send = editor.get_by_role("button", name="报审", exact=True)
    expect(send).to_be_visible()
    assert axe.violations(editor, admin=True) == []
    send.click()
    expect(editor.locator(".messages .success")).to_contain_text(title)


def decide(person: Page, county: County, title: str, button: str = "通过") -> None:
    """Take the item from the desk and decide."""
    person.goto(county.at("/admin/review/"))
    person.get_by_role("link", name=title, exact=True).first.click()
    expect(person.get_by_role("heading", name="公众将看到的变化")).to_be_visible()
    assert person.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), (
        "the screen scrolls sideways"
    )
    assert axe.violations(person, admin=True) == []
    person.get_by_role("button", name=button, exact=True).press("Enter")
    expect(person.locator(".messages .success")).to_contain_text(title)


@pytest.mark.parametrize(
    ("office", "host"), [("county", "localhost"), ("baijie", "baijie.localhost")], ids=["portal", "township"]
)
def test_an_office_publishes_through_its_chain(
    county: County, signed_in: SignedIn, page: Page, office: str, host: str
) -> None:
    title = f"水渠修复通报（{office}）"
    hand_in(signed_in(f"{office}-contributor", width=390), county, host, title)
    assert title not in ask(county.at("/news/", host)).text
    for part in ("reviewer", "secrecy", "approver"):
        decide(signed_in(f"{office}-{part}", width=390), county, title)
    page.goto(county.at("/news/", host))
    page.locator(".entry__title a", has_text=title).first.click()
    line = page.locator(".responsibility")
    for step in ("供稿", "审核", "保密审查", "签发"):
        expect(line).to_contain_text(step)
    line.locator("a").click()
    expect(page.get_by_role("status").first).to_contain_text("一字不差")


def test_what_is_returned_comes_back_with_its_remarks(county: County, signed_in: SignedIn) -> None:
    title = "需要修改的稿件"
    contributor = signed_in("baijie-contributor", width=390)
    hand_in(contributor, county, "baijie.localhost", title)
    reviewer = signed_in("baijie-reviewer", width=390)
    reviewer.goto(county.at("/admin/review/"))
    reviewer.get_by_role("link", name=title, exact=True).first.click()
    field = reviewer.locator(".review-field", has=reviewer.get_by_text("标题", exact=True)).first
    field.locator("summary").click()
    field.locator("textarea").fill("请写明地点")
    reviewer.get_by_role("button", name="附意见退回").click()
    expect(reviewer.locator(".messages .success")).to_contain_text(title)
    contributor.goto(county.at("/admin/review/"))
    contributor.get_by_role("link", name=title, exact=True).first.click()
    expect(contributor.locator(".review-timeline")).to_contain_text("请写明地点")
