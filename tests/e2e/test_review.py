"""Two offices publish through the whole chain of review at once, each in a browser of its own, on phones."""

import sqlite3
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from deploy.commands.demonstration import DATABASE
from tests.e2e.harness import axe
from tests.e2e.harness.admin import People, begin_article, save
from tests.e2e.harness.answers import ask
from tests.e2e.harness.browser import Chromium
from tests.e2e.harness.server import County

TEXT = "经核实，三公里水渠已经修复，今日恢复供水。"
PARTS = ("contributor", "reviewer", "secrecy", "approver")
OFFICES = {"county": "localhost", "baijie": "baijie.localhost"}
WAIT_SECONDS = 180


def press_access_key(page: Page, key: str) -> None:
    """Press Alt and a key, as the browser hears it from a keyboard: Playwright's own way leaves the letter out."""
    debugger = page.context.new_cdp_session(page)
    pressed = {
        "modifiers": 1,
        "key": key,
        "code": f"Key{key.upper()}",
        "windowsVirtualKeyCode": ord(key.upper()),
    }
    debugger.send(
        "Input.dispatchKeyEvent", {"type": "keyDown", "text": key, "unmodifiedText": key, **pressed}
    )
    debugger.send("Input.dispatchKeyEvent", {"type": "keyUp", **pressed})


class Office:
    """One office's people, each with a phone of their own, all in one browser."""

    def __init__(self, county: County, slug: str, states: dict[str, Any]) -> None:
        self.county, self.host, self.states = county, OFFICES[slug], states
        self.title = f"水渠修复通报（{slug}）"
        self.browser = Chromium()

    def phone(self, part: str = "") -> Page:
        """A blank page of that person's, or of a visitor's."""
        options = {"storage_state": self.states[part]} if part else {}
        return self.browser.context(width=390, **options).new_page()

    def publish(self, at_once: threading.Barrier) -> None:
        """The whole chain; both offices begin, and press the last button, at the same time."""
        try:
            at_once.wait(WAIT_SECONDS)
            self.hand_in()
            for part in PARTS[1:]:
                self.decide(part, at_once if part == PARTS[-1] else None)
            self.read()
        except BaseException:
            at_once.abort()
            raise
        finally:
            self.browser.stop()

    def hand_in(self) -> None:
        """Write an article and submit it."""
        editor = self.phone("contributor")
        begin_article(editor, self.county, self.county.page_id(self.host, "/news/"), self.title, TEXT)
        expect(editor.locator("button[name=action-publish]")).to_have_count(0)
        save(editor, "action-review")
        send = editor.get_by_role("button", name="报审", exact=True)
        expect(send).to_be_visible()
        assert axe.violations(editor, admin=True) == []
        send.click()
        expect(editor.locator(".messages .success")).to_contain_text(self.title)
        assert self.title not in ask(self.county.at("/news/", self.host)).text

    def decide(self, part: str, at_once: threading.Barrier | None) -> None:
        """Take the item from the desk and decide, with the keyboard."""
        person = self.phone(part)
        person.goto(self.county.at("/admin/review/"))
        person.get_by_role("link", name=self.title, exact=True).first.press("Enter")
        for heading in ("公众将看到的变化", "预览", "附件", "检查"):
            expect(person.get_by_role("heading", name=heading, exact=True)).to_be_visible()
        assert person.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), (
            "it scrolls sideways"
        )
        assert axe.violations(person, admin=True) == []
        if at_once is not None:
            at_once.wait(WAIT_SECONDS)
        press_access_key(person, "p")
        expect(person.locator(".messages .success")).to_contain_text(self.title)

    def read(self) -> None:
        """What everybody reads, and that it is still that text."""
        page = self.phone()
        page.goto(self.county.at("/news/", self.host))
        page.locator(".entry__title a", has_text=self.title).first.click()
        line = page.locator(".responsibility")
        for step in ("供稿", "审核", "保密审查", "签发"):
            expect(line).to_contain_text(step)
        line.locator("a").click()
        expect(page.get_by_role("status").first).to_contain_text("一字不差")

    def times(self) -> tuple[datetime, datetime]:
        """When it was submitted, and when it was published."""
        question = (
            "SELECT review.submitted_at, publication.published_at FROM core_review_review review"
            " JOIN core_review_publication publication ON publication.review_id = review.id WHERE review.title = ?"
        )
        with closing(sqlite3.connect(self.county.folder / DATABASE)) as database:
            submitted, published = database.execute(question, (self.title,)).fetchone()
        return datetime.fromisoformat(submitted), datetime.fromisoformat(published)


def test_two_offices_publish_through_their_chains_at_once(
    county: County, people: People, capsys: pytest.CaptureFixture[str]
) -> None:
    offices = [
        Office(county, slug, {part: people.state(f"{slug}-{part}") for part in PARTS}) for slug in OFFICES
    ]
    at_once = threading.Barrier(len(offices))
    with ThreadPoolExecutor(len(offices)) as pool:
        for done in [pool.submit(office.publish, at_once) for office in offices]:
            done.result()
    (handed_in, out), (other_handed_in, other_out) = (office.times() for office in offices)
    assert max(handed_in, other_handed_in) < min(out, other_out)
    with capsys.disabled():
        taken = [
            f"{(end - begin).total_seconds():.0f} s" for begin, end in (office.times() for office in offices)
        ]
        apart = abs((out - other_out).total_seconds())
        sys.stdout.write(f"\nFrom submission to publication: {', '.join(taken)}; {apart:.1f} s apart.\n")
