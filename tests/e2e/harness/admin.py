"""Ways through the admin that several tests take."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.harness.browser import MILLISECONDS
from tests.e2e.harness.server import County


def sign_in(page: Page, county: County, username: str, *, host: str = "localhost") -> None:
    """Sign in with a demonstration account through the form, as a person does."""
    answer = page.goto(county.at("/admin/login/", host))
    assert answer is not None
    assert answer.status == 200
    page.locator("input[name=login]").fill(username)
    page.locator("input[name=password]").fill(county.accounts[username].password)
    page.locator("form button[type=submit]").first.click()
    expect(page).to_have_url(county.at("/admin/", host))


NOTE_READINESS = """
addEventListener("w-unsaved:watch-edits", () => { window.watchedSince = performance.now(); });
"""
# Wagtail takes its picture of the form twice as it starts; what is typed before the second one is no edit.
WATCHED = "() => window.watchedSince !== undefined && performance.now() - window.watchedSince > 1000"


def open_editor(page: Page, address: str) -> None:
    """Open a page's form and wait until it watches for edits: what is typed before is never saved by itself."""
    page.add_init_script(NOTE_READINESS)
    page.goto(address)
    page.wait_for_function(WATCHED, timeout=MILLISECONDS)


def begin_article(page: Page, county: County, column: int, title: str, text: str) -> None:
    """Write a new article below a column, a paragraph of text included, until the editor has kept it as a draft."""
    open_editor(page, county.at(f"/admin/pages/add/core_pages/articlepage/{column}/"))
    page.locator("[name=title]").fill(title)
    page.locator("[name=summary]").fill(text)
    page.locator("[name=source]").fill("党政综合办公室")
    body = page.locator("[data-contentpath=body]")
    body.locator("button.c-sf-add-button").first.click()
    page.get_by_role("option", name="文字", exact=True).click()
    editor = body.locator("[contenteditable=true]").first
    editor.click()
    expect(editor).to_be_focused()
    page.keyboard.insert_text(text)
    expect(editor).to_have_text(text)
    wait_for_draft(page)


def wait_for_draft(page: Page) -> None:
    """Wait until the editor says that it has saved what was typed: to press a button before is a race."""
    # The attribute behind the words: a failure then says which state it is that lasts.
    indicator = page.locator("#w-autosave-indicator")
    expect(indicator).to_have_attribute("data-w-autosave-state-value", "saved", timeout=MILLISECONDS)


def save(page: Page, action: str = "") -> None:
    """Press "save draft", or another button of the same menu by its name, such as "action-publish"."""
    footer = page.locator("footer")
    if not action:
        footer.locator("button[type=submit]").first.click()
    else:
        button = footer.locator(f"button[name={action}]")
        if not button.is_visible():
            footer.locator("[data-w-dropdown-target=toggle]").click()
        button.click()
    page.wait_for_load_state()


def live_address(page: Page) -> str:
    """Where the page that has just been published can be seen, from the message that says so."""
    return page.locator(".messages .success a[href^=http]").first.get_attribute("href") or ""


def switch_on(page: Page, county: County, plugin: str, subsite: str) -> None:
    """Switch a plugin on for a subsite where it is off."""
    page.goto(county.at(f"/admin/plugin-switches/{subsite}/"))
    on = page.locator(f"tr[data-plugin={plugin}] a[href$='/on/']")
    if on.count():
        on.click()
        page.get_by_role("main").locator("form[method=post] button[type=submit]").click()
        expect(on).to_have_count(0)


class People:
    """Sessions of people who have signed in, kept for later tests: hashing a password is slow on purpose."""

    def __init__(self, county: County, make_context: Any) -> None:
        self._county = county
        self._make_context = make_context
        self._states: dict[tuple[str, str], Any] = {}

    def state(self, username: str, host: str = "localhost") -> Any:
        """The cookies of that person's session on that host, as Playwright keeps them."""
        key = (username, host)
        if key not in self._states:
            context = self._make_context()
            sign_in(context.new_page(), self._county, username, host=host)
            self._states[key] = context.storage_state()
            context.close()
        return self._states[key]
