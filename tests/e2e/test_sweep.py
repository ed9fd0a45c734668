"""Every page type of every profile, and what is no page, on a phone and at a desk: nothing to complain of."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Route, expect
from wagtail.models import get_page_models

from core.pages.models import ErrorPage
from core.pages.models.base import PageMixin
from tests.e2e.harness import checker, made, page_list
from tests.e2e.harness.admin import People
from tests.e2e.harness.answers import ask
from tests.e2e.harness.browser import CHROMIUM
from tests.e2e.harness.inspecting import PHONE, Tab
from tests.e2e.harness.made import Made
from tests.e2e.harness.page_list import SweptPage
from tests.e2e.harness.server import County

LANGUAGES = {"zh-Hans": "", "en": "/en"}
"""Language tags of pages with the prefixes of their addresses."""

# Error pages have no address of their own: OWN_WORDS below shows one, "missing" the built-in words.
TYPES = sorted(
    model._meta.label_lower
    for model in get_page_models()
    if issubclass(model, PageMixin) and not issubclass(model, ErrorPage)
)

MADE = {
    "search": ("-/search/", 200),
    "results": ("-/search/?q=公路&scope=all", 200),
    "no-results": ("-/search/?q=没有这样的词语", 200),
    "missing": ("no-such-page/", 404),
    "verify": ("-/verify/", 200),
    "nothing-to-verify": ("-/verify/?code=0000000000", 404),
}
"""Addresses below a home page that are not pages."""

SURVEYS = [
    f"{home}-/surveys/{slug}/{end}"
    for home, slug in (("/", "travel"), ("/townships/shiqiao/", "service-centre"))
    for end in ("", "results/", "continue/", "thanks/")
]
SURVEYS += [f"/-/surveys/livelihood-projects/{end}" for end in ("results/", "telephone/")]
INTERVIEWS = [
    f"/-/interviews/{end}"
    for end in ("", "medical-insurance/", "winter-safety/", "winter-safety/ask/", "question/")
]
OWN_WORDS = f"/townships/{made.OFFICE}/no-such-page/"

SIGN_ON = {
    "/accounts/login/": 200,
    "/accounts/password/reset/": 200,
    "/accounts/password/reset/done/": 200,
    "/accounts/password/reset/key/1-unknown/": 200,
    "/accounts/password/reset/key/done/": 200,
    "/accounts/inactive/": 200,
    "/accounts/identity/error/": 401,
    "/accounts/identity/cancelled/": 200,
    "/citizens/sign-in/": 200,
}
"""Screens that a visitor reaches, by status; what needs an identity service or a device is in test_sign_on.py."""
STAFF = [
    "/accounts/",
    "/accounts/sessions/",
    "/accounts/second-factor/",
    "/accounts/reauthenticate/",
    "/accounts/sign-in-anew/",
    "/accounts/password/change/",
    "/accounts/logout/",
]
CITIZENS = ["/citizens/", "/citizens/erase/"]
YEAR_LINK = re.compile(r'class="years__link"\s+href="([^"]+/\d{4}/)"')

type Contexts = Callable[..., BrowserContext]
type Reader = Callable[[str], Tab]


@pytest.fixture(scope="session")
def beside(county: County) -> Made:
    """What the demonstration does not show by itself; of a plugin that it leaves off, the portal gets a page."""
    there = {page.type for page in page_list.sweep(county.folder, county.port)}
    return made.make(county.folder, county.port, set(TYPES) - there)


@pytest.fixture(scope="session")
def swept(county: County, beside: Made) -> list[SweptPage]:
    """The pages to sweep."""
    return page_list.sweep(county.folder, county.port)


@pytest.fixture(scope="session")
def years(county: County, swept: list[SweptPage], people: People) -> list[SweptPage]:
    """The page of a year of a column of each profile, where a swept one has more than one year."""
    found: dict[str, SweptPage] = {}
    for page in swept:
        if page.type == "core_pages.columnpage" and page.profile not in found:
            html = ask(county.at(page.path, page.host), cookie=staff_cookie(people, page)).text
            if link := YEAR_LINK.search(html):
                found[page.profile] = SweptPage("year", page.profile, page.host, link[1], page.home)
    return list(found.values())


def staff_cookie(people: People, page: SweptPage) -> str:
    """The Cookie header of somebody who may read the intranet; "" for the other profiles."""
    return cookie_of(people, "intranet-contributor", page.host) if page.profile == "intranet" else ""


def cookie_of(people: People, username: str, host: str = "localhost") -> str:
    """The Cookie header of somebody who has signed in."""
    cookies = people.state(username, host)["cookies"]
    return "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in cookies)


@pytest.fixture(scope="module")
def tabs(people: People) -> Iterator[dict[str, Tab]]:
    """A phone's tab of a visitor, and of one who may read the intranet."""
    state = people.state("intranet-contributor", "intranet.localhost")
    opened = {
        "visitor": CHROMIUM.context(width=PHONE),
        "intranet": CHROMIUM.context(width=PHONE, storage_state=state),
    }
    yield {name: Tab(context) for name, context in opened.items()}
    for context in opened.values():
        context.close()


@pytest.fixture
def reader(tabs: dict[str, Tab]) -> Reader:
    """`reader(profile)`: a tab that may read that profile's pages; the visitor's knows no cookie of an earlier test."""
    tabs["visitor"].page.context.clear_cookies()
    return lambda profile: tabs["intranet" if profile == "intranet" else "visitor"]


def report(found: list[str]) -> str:
    """The complaints as one text, each once."""
    return "\n".join(["", *dict.fromkeys(found)])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", TYPES)
def test_page_type(county: County, swept: list[SweptPage], reader: Reader, kind: str, language: str) -> None:
    pages = [page for page in swept if page.type == kind]
    assert pages, f"No page of the type {kind}."
    found: list[str] = []
    for page in pages:
        address = county.at(LANGUAGES[language] + page.path, page.host)
        found += reader(page.profile).complaints(address, language=language)
    assert not found, report(found)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MADE)
def test_made_address(
    county: County, swept: list[SweptPage], reader: Reader, name: str, language: str
) -> None:
    path, status = MADE[name]
    found: list[str] = []
    for home in homes(swept):
        address = county.at(LANGUAGES[language] + home.path + path, home.host)
        found += reader(home.profile).complaints(address, language=language, status=status)
    assert not found, report(found)


def homes(swept: list[SweptPage]) -> list[SweptPage]:
    """The home page of one subsite of each profile."""
    return list({page.profile: page for page in swept if page.type == "core_pages.homepage"}.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_addresses_that_are_no_page(
    county: County, beside: Made, years: list[SweptPage], reader: Reader, language: str
) -> None:
    """Plugins' addresses, an office's own error page, years."""
    prefix = LANGUAGES[language]
    visitor = reader("county")
    found: list[str] = []
    for path in [*SURVEYS, *INTERVIEWS, *(f"/{address}" for address in beside.addresses)]:
        found += visitor.complaints(county.at(prefix + path), language=language)
    found += visitor.complaints(county.at(prefix + OWN_WORDS), language=language, status=404)
    assert {page.profile for page in years} >= {"county", "township", "intranet"}
    for page in years:
        address = county.at(prefix + page.path, page.host)
        found += reader(page.profile).complaints(address, language=language)
    assert not found, report(found)


def test_signing_in_and_own_screens(county: County, beside: Made, people: People, contexts: Contexts) -> None:
    visitor = Tab(contexts(width=PHONE))
    found: list[str] = []
    for path, status in SIGN_ON.items():
        found += visitor.complaints(county.at(path), language="zh-Hans", status=status)
    staff = Tab(contexts(width=PHONE, storage_state=people.state("shiqiao-contributor")))
    found += [line for path in STAFF for line in staff.complaints(county.at(path), language="zh-Hans")]
    citizen = Tab(contexts(width=PHONE))
    citizen.page.context.add_cookies([{"name": "sessionid", "value": beside.citizen, "url": county.at()}])
    found += [line for path in CITIZENS for line in citizen.complaints(county.at(path), language="zh-Hans")]
    form = visitor.page.context.new_page()
    form.goto(county.at("/citizens/sign-in/"))
    form.locator("input[name=email]").fill("visitor@example.com")
    form.locator("main button[type=submit]").click()
    expect(form).to_have_url(county.at("/citizens/code/"))
    found += visitor.complaints(county.at("/citizens/code/"), language="zh-Hans")
    assert not found, report(found)


def answering(html: str, status: int) -> Callable[[Route], None]:
    """Answers a request in the server's place."""

    def answer(route: Route) -> None:
        route.fulfill(status=status, body=html, content_type="text/html; charset=utf-8")

    return answer


def test_error_pages(county: County, beside: Made, contexts: Contexts) -> None:
    """Those that no address gives: what the server would answer is put in the place of its answer."""
    visitor = Tab(contexts(width=PHONE))
    assert sorted(beside.errors) == [
        f"{status} {language}" for status in (400, 403, 429, 500) for language in ("en", "zh-Hans")
    ]
    found: list[str] = []
    for name, html in beside.errors.items():
        status, language = name.split()
        address = county.at(f"/made/{status}/{language}/")
        visitor.page.context.route(address, answering(html, int(status)))
        found += visitor.complaints(address, language=language, status=int(status))
    assert not found, report(found)


def test_html_as_served(
    county: County, swept: list[SweptPage], beside: Made, years: list[SweptPage], people: People
) -> None:
    asked = dict(asked_of_pages(county, [*swept, *years], homes(swept), people))
    for path in [*SURVEYS, *INTERVIEWS, OWN_WORDS, *(f"/{address}" for address in beside.addresses)]:
        asked |= {county.at(prefix + path): "" for prefix in LANGUAGES.values()}
    asked |= {county.at(path): "" for path in SIGN_ON}
    asked |= {county.at(path): cookie_of(people, "shiqiao-contributor") for path in STAFF}
    asked |= {county.at(path): f"sessionid={beside.citizen}" for path in CITIZENS}
    served: dict[str, str] = dict(beside.errors)
    for address, cookie in asked.items():
        answer = ask(address, cookie=cookie)
        if answer.location:
            answer = ask(county.at(answer.location, address.split("/")[2].split(":")[0]), cookie=cookie)
        served[address] = answer.text
    errors = checker.errors(served)
    assert not errors, report([f"{name}:{line}" for name, lines in errors.items() for line in lines])


def asked_of_pages(
    county: County, pages: list[SweptPage], with_made: list[SweptPage], people: People
) -> Iterator[tuple[str, str]]:
    """The addresses of pages and of what is made below home pages, in both languages, each with its cookie."""
    for prefix in LANGUAGES.values():
        for page in pages:
            made_below = [path for path, _status in MADE.values()] if page in with_made else []
            for below in ["", *made_below]:
                yield county.at(prefix + page.path + below, page.host), staff_cookie(people, page)
