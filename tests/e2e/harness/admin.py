"""Ways through the admin that several tests take."""

from playwright.sync_api import Page, expect

from tests.e2e.harness.server import County


def sign_in(page: Page, county: County, username: str) -> None:
    """Sign in with a demonstration account through the form, as a person does."""
    page.goto(county.at("/admin/login/"))
    page.locator("input[name=username]").fill(username)
    page.locator("input[name=password]").fill(county.accounts[username].password)
    page.locator("form button[type=submit]").first.click()
    expect(page).to_have_url(county.at("/admin/"))
