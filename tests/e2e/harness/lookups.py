"""Publishing a look-up in the admin, as an office does."""

from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.e2e.harness.admin import live_address, open_editor, save, wait_for_draft
from tests.e2e.harness.server import County

TABLES = "/admin/plugins/queries/lookuptable/"


def upload(page: Page, county: County, name: str, content: bytes, *, table: int = 0) -> None:
    """Upload a CSV for a new table, or for one that exists; the screen that shows what was found is then open."""
    page.goto(county.at(f"{TABLES}{table}/upload/" if table else f"{TABLES}new/"))
    page.locator("input[type=file]").set_input_files(
        {"name": "table.csv", "mimeType": "text/csv", "buffer": content}
    )
    if not table:
        page.locator("[name=name]").fill(name)
    page.get_by_role("main").locator("form[method=post] button[type=submit]").click()
    page.wait_for_url("**/confirm/**")


def take(page: Page) -> None:
    """Press "publish" on the screen that shows what was found."""
    page.get_by_role("main").locator("form[method=post] button[type=submit]").click()


def publish_page(page: Page, county: County, column: int, name: str) -> str:
    """A page below a column that shows the table of that name; returns its path."""
    open_editor(page, county.at(f"/admin/pages/add/plugin_queries/lookuppage/{column}/"))
    page.locator("[name=title]").fill(name)
    page.locator("[name=table]").select_option(label=name)
    wait_for_draft(page)
    save(page, "action-publish")
    expect(page.locator(".messages .success")).to_contain_text(name)
    return urlsplit(live_address(page)).path
