"""Every page type of every profile, on a desk and on a phone, in both languages: nothing to complain of."""

from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import BrowserContext
from wagtail.models import get_page_models

from core.pages.models import ErrorPage
from core.pages.models.base import PageMixin
from tests.e2e.harness import checker, page_list
from tests.e2e.harness.admin import People, make_page
from tests.e2e.harness.answers import ask
from tests.e2e.harness.browser import CHROMIUM
from tests.e2e.harness.inspecting import complaints
from tests.e2e.harness.page_list import SweptPage
from tests.e2e.harness.server import County

WIDTHS = (390, 1280)
LANGUAGES = {"zh-Hans": "", "en": "/en"}
"""Language tags of pages with the prefixes of their addresses."""

# Error pages have no address of their own: test_errors.py and the made addresses below show them.
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
}
"""Addresses below a home page that are not pages."""

type Contexts = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def swept(county: County, people: People) -> list[SweptPage]:
    """The pages to sweep; of a plugin that the demonstration leaves off, the portal gets a page first."""
    pages = page_list.sweep(county.folder, county.port)
    missing = set(TYPES) - {page.type for page in pages}
    if not missing:
        return pages
    context = CHROMIUM.context(storage_state=people.state("county-manager"))
    for kind in sorted(missing):
        make_page(context.new_page(), county, kind)
    context.close()
    return page_list.sweep(county.folder, county.port)


@pytest.fixture
def reader(people: People, contexts: Contexts) -> Contexts:
    """`reader(profile, width)`: a context that may read that profile's pages."""

    def context_for(profile: str, width: int) -> BrowserContext:
        if profile == "intranet":
            return contexts(
                width=width, storage_state=people.state("intranet-contributor", "intranet.localhost")
            )
        return contexts(width=width)

    return context_for


def report(found: list[str]) -> str:
    """The complaints as one text, each once."""
    return "\n".join(["", *dict.fromkeys(found)])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", TYPES)
def test_page_type(
    county: County, swept: list[SweptPage], reader: Contexts, kind: str, width: int, language: str
) -> None:
    pages = [page for page in swept if page.type == kind]
    assert pages, f"No page of the type {kind}."
    found: list[str] = []
    by_profile = {profile: reader(profile, width) for profile in {page.profile for page in pages}}
    for page in pages:
        address = county.at(LANGUAGES[language] + page.path, page.host)
        found += complaints(by_profile[page.profile], address, language=language)
    assert not found, report(found)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", MADE)
def test_made_address(
    county: County, swept: list[SweptPage], reader: Contexts, name: str, width: int, language: str
) -> None:
    path, status = MADE[name]
    found: list[str] = []
    for home in homes(swept):
        address = county.at(LANGUAGES[language] + home.path + path, home.host)
        found += complaints(reader(home.profile, width), address, language=language, status=status)
    assert not found, report(found)


def homes(swept: list[SweptPage]) -> list[SweptPage]:
    """The home page of one subsite of each profile."""
    return list({page.profile: page for page in swept if page.type == "core_pages.homepage"}.values())


def test_html_as_served(county: County, swept: list[SweptPage], reader: Contexts) -> None:
    cookies = reader("intranet", 1280).cookies(county.at("/", "intranet.localhost"))
    staff = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in cookies)
    served: dict[str, str] = {}

    def get(address: str, cookie: str) -> None:
        answer = ask(address, cookie=cookie)
        if answer.location:
            answer = ask(county.at(answer.location, address.split("/")[2].split(":")[0]), cookie=cookie)
        served[address] = answer.text

    for prefix in LANGUAGES.values():
        for page in swept:
            fetch = partial(get, cookie=staff if page.profile == "intranet" else "")
            fetch(county.at(prefix + page.path, page.host))
            if page in homes(swept):
                for path, _status in MADE.values():
                    fetch(county.at(prefix + page.path + path, page.host))
    errors = checker.errors(served)
    assert not errors, report([f"{name}:{line}" for name, lines in errors.items() for line in lines])
