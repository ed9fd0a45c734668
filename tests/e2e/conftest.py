"""What every end-to-end test has: the demonstration served as in production, a browser, people signed in."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page
from playwright.sync_api import Error as PlaywrightError

from deploy.commands.ports import next_free
from deploy.commands.processes import terminations_interrupt
from tests.e2e.harness import demonstration, server
from tests.e2e.harness.admin import People
from tests.e2e.harness.browser import CHROMIUM
from tests.e2e.harness.server import County

HERE = Path(__file__).resolve().parent

type Opener = Callable[..., Page]
OPENED = pytest.StashKey[list[Page]]()
MOMENT = 3_000
STATE = """() => {
  const focused = document.activeElement;
  const invalid = [...document.querySelectorAll(":invalid")].map(field => field.name || field.tagName);
  const load = performance.getEntriesByType("navigation").map(entry =>
    `${document.readyState}, response after ${Math.round(entry.responseEnd)} ms, ` +
    `loaded after ${Math.round(entry.loadEventEnd)} ms, now ${Math.round(performance.now())} ms`);
  return `${load}; focus: ${focused && focused.outerHTML.slice(0, 120)}; invalid: ${invalid}`;
}"""


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("end to end")
    group.addoption(
        "--demonstration", help="a var folder to copy, as `make demo` left it, instead of building"
    )
    group.addoption("--screenshots", action="store_true", help="write docs/screenshots anew")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """After the last test of this folder the browser goes: see harness/browser.py."""
    try:
        yield
    finally:
        if HERE in item.path.parents and (nextitem is None or HERE not in nextitem.path.parents):
            CHROMIUM.stop()


def seen(page: Page) -> str:
    """What a page shows as a screen reader has it, what has the focus, and how its latest requests went."""
    try:
        return "\n".join(
            [page.evaluate(STATE), page.locator("main, body").last.aria_snapshot(timeout=MOMENT)]
        )
    except PlaywrightError as error:
        return f"cannot be seen: {error}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    """With a failure, show what each open page shows, and the end of the web server's log."""
    report = yield
    if report.failed:
        for page in item.stash.get(OPENED, []):
            report.sections.append((f"open at {page.url}", seen(page)))
    served = getattr(item, "funcargs", {}).get("county")
    if report.failed and isinstance(served, County) and served.log.exists():
        lines = served.log.read_text(encoding="utf-8", errors="replace").splitlines()
        report.sections.append(("the web server's log", "\n".join(lines[-60:])))
    return report


def ports_from() -> int:
    """Where this test process looks for a free port.

    Each has a hundred of its own: granian shares a port (SO_REUSEPORT), so that two servers which took the same one
    would answer each other's visitors.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    return 20_000 + 100 * int(worker)


@pytest.fixture(scope="session")
def county(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    migrated_database: Callable[[], Path | None],
) -> Iterator[County]:
    """The demonstration, served; what tests write is gone with the session."""
    port = next_free(ports_from())
    given = request.config.getoption("--demonstration", default=None)
    cache = request.config.cache.mkdir("e2e")
    source = Path(given) if given else demonstration.built(cache, port, migrated_database)
    folder = demonstration.copied(source, tmp_path_factory.mktemp("county"))
    # A run that is told to end still stops its server.
    with terminations_interrupt(), server.served(folder, port) as running:
        yield running


@pytest.fixture
def contexts(request: pytest.FixtureRequest) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser contexts that are closed after the test; takes what Chromium.context takes."""
    made: list[BrowserContext] = []
    request.node.stash[OPENED] = opened = []

    def make(**options: object) -> BrowserContext:
        made.append(CHROMIUM.context(**options))
        made[-1].on("page", lambda page: opened.append(page))
        return made[-1]

    yield make
    for context in made:
        context.close()


@pytest.fixture
def page(contexts: Callable[..., BrowserContext]) -> Page:
    """A page at a desk, of a visitor without an account."""
    return contexts().new_page()


@pytest.fixture
def phone(contexts: Callable[..., BrowserContext]) -> Page:
    """A page on a phone, of a visitor without an account."""
    return contexts(width=390).new_page()


@pytest.fixture
def without_scripts(contexts: Callable[..., BrowserContext]) -> Page:
    """A page in a browser that runs no JavaScript."""
    return contexts(java_script_enabled=False).new_page()


@pytest.fixture(scope="session")
def people(county: County) -> People:
    """Who has signed in so far."""
    return People(county, CHROMIUM.context)


@pytest.fixture
def signed_in(people: People, contexts: Callable[..., BrowserContext]) -> Opener:
    """`signed_in("shiqiao-manager")`: a blank page of that person's, on any width or host."""

    def open_as(username: str, *, host: str = "localhost", **options: object) -> Page:
        return contexts(storage_state=people.state(username, host), **options).new_page()

    return open_as
