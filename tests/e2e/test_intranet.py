"""The intranet is for staff who have signed in."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.harness.admin import sign_in
from tests.e2e.harness.answers import ask
from tests.e2e.harness.server import County

HOST = "intranet.localhost"


def test_visitor_is_asked_to_sign_in(county: County, page: Page) -> None:
    page.goto(county.at("/", HOST))
    assert page.url.startswith(county.at("/accounts/login/", HOST))
    expect(page.locator("input[name=password]")).to_be_visible()


def test_nothing_inside_answers_a_visitor(county: County) -> None:
    for path in ("/", "/news/", "/news/rss.xml", "/-/search/?q=通知", "/en/"):
        answer = ask(county.at(path, HOST))
        assert (path, answer.status) == (path, 302)
        assert answer.location.startswith("/accounts/login/")


def test_not_in_the_public_search(county: County, page: Page) -> None:
    page.goto(county.at("/-/search/?q=内网&scope=all"))
    assert page.locator(f".entry__title a[href*='{HOST}']").count() == 0


def test_after_signing_in(county: County, page: Page) -> None:
    sign_in(page, county, "intranet-contributor", host=HOST)
    answer = page.goto(county.at("/", HOST))
    assert answer is not None
    assert answer.status == 200
    expect(page.locator("html")).to_have_attribute("data-profile", "intranet")


def test_any_staff_may_read_it(county: County, signed_in: Callable[..., Page]) -> None:
    page = signed_in("shiqiao-contributor", host=HOST)
    answer = page.goto(county.at("/news/", HOST))
    assert answer is not None
    assert answer.status == 200
    expect(page.locator("html")).to_have_attribute("data-profile", "intranet")
