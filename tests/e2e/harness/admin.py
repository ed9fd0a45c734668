"""Ways through the admin that several tests take."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.harness.server import County


def sign_in(page: Page, county: County, username: str, *, host: str = "localhost") -> None:
    """Sign in with a demonstration account through the form, as a person does."""
    answer = page.goto(county.at("/admin/login/", host))
    assert answer is not None
    assert answer.status == 200
    page.locator("input[name=username]").fill(username)
    page.locator("input[name=password]").fill(county.accounts[username].password)
    page.locator("form button[type=submit]").first.click()
    expect(page).to_have_url(county.at("/admin/", host))


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
