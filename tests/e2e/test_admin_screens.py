"""Our own admin screens under axe, on a phone and at a desk, and under the HTML checker.

Wagtail's own faults are listed in allowed_violations.csv and allowed_html.csv with the reason.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from deploy.commands.demonstration import DATABASE
from tests.e2e.harness import axe, checker
from tests.e2e.harness.admin import People, switch_on
from tests.e2e.harness.answers import ask
from tests.e2e.harness.browser import CHROMIUM
from tests.e2e.harness.inspecting import DESK, DESK_HEIGHT, PHONE, PHONE_HEIGHT, TOO_WIDE, Tab
from tests.e2e.harness.server import County

OURS = ("core.", "plugins.", "sites.")
LEFT_OUT = re.compile(
    r"^wagtail"  # Wagtail's own screens over a model of ours
    r"|chooser|multiple|_results$|:(chosen|export)$"  # Wagtail's, in our view sets
    r"|^plugin_switch_on$"  # the look-ups are on: there is nothing to confirm
    r"|^audit_export$|^surveys_survey:(answers|form|count|file)$"  # answer with a file, or with a number
    r"|^interviews_interview:board$|^interviews_answering:(routed|guest_board)$"  # test_interviews.py
    r"|^members_withdraw$|^policy_apply$"  # answer to a form only
    r"|^own_offices_answer$|^policy_revert$"  # about an invitation, a change: there is none in the demonstration
    r"|^review_(item|preview|submit)$"  # about a text in its chain: test_review.py
    r"|:confirm$"  # comes after an upload: test_uploading.py
)


@dataclass(frozen=True)
class Screen:
    """An admin screen of ours: its route, and the table of the rows that `pk` names ("" without)."""

    route: str
    table: str


def own_screens() -> dict[str, Screen]:
    """The routes below /admin/ whose views are ours, by name: a new screen is swept by itself."""
    found: dict[str, Screen] = {}

    def walk(patterns: list[object], route: str, space: str) -> None:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
                walk(pattern.url_patterns, route + str(pattern.pattern), inner)
            elif isinstance(pattern, URLPattern) and is_ours(pattern):
                found[f"{space}{pattern.name}"] = Screen(route + str(pattern.pattern), table_of(pattern))

    walk(get_resolver().url_patterns, "", "")
    tables = {name.rsplit(":", 1)[0]: screen.table for name, screen in found.items() if screen.table}
    found = {
        name: Screen(screen.route, tables.get(name.rsplit(":", 1)[0], "")) for name, screen in found.items()
    }
    return {
        name: screen
        for name, screen in found.items()
        if screen.route.startswith("admin/") and not LEFT_OUT.search(name)
    }


def table_of(pattern: URLPattern) -> str:
    """The database table behind a view set's screen."""
    model = getattr(pattern.callback, "view_initkwargs", {}).get("model")
    return "" if model is None or isinstance(model, str) else str(model._meta.db_table)


def is_ours(pattern: URLPattern) -> bool:
    """Whether the view's class, or its view set's, is defined in this project."""
    view = pattern.callback
    kind = getattr(view, "view_class", view)
    initial = getattr(view, "view_initkwargs", {})
    modules = [kind.__module__, type(initial.get("screens", kind)).__module__]
    model = initial.get("model")
    if model is not None and not isinstance(model, str):
        modules.append(model.__module__)
    return any(module.startswith(OURS) for module in modules)


SCREENS = own_screens()
PLUGIN = re.compile(r"admin/plugins/(\w+)/")
OTHERS = {"policy|indicators": "centre", "superusers": "auditor"}
"""Who opens the screens that are not an office's."""


def address_of(county: County, screen: Screen) -> str:
    """The route with real values: the portal, its look-ups, a row of its own."""

    def fill(found: re.Match[str]) -> str:
        name = found[1].rsplit(":", 1)[-1]
        if name == "person":
            return str(person_of(county, "county-contributor"))
        if name == "guest":
            return str(guest_of(county))
        if name == "page_id":
            return str(county.page_id("localhost", "/news/"))
        return {"subsite": "county", "slug": "queries"}.get(name) or str(row_of(county, screen.table))

    return "/" + re.sub(r"<([^>]+)>", fill, screen.route)


def person_of(county: County, username: str) -> int:
    """The number of an account."""
    with closing(sqlite3.connect(county.folder / DATABASE)) as database:
        (number,) = database.execute(
            "SELECT id FROM core_accounts_user WHERE username = ?", (username,)
        ).fetchone()
    return int(number)


def guest_of(county: County) -> int:
    """The number of a guest in an interview of the portal."""
    with closing(sqlite3.connect(county.folder / DATABASE)) as database:
        (number,) = database.execute("SELECT min(id) FROM plugin_interviews_guest").fetchone()
    return int(number)


def row_of(county: County, table: str) -> int:
    """A row of the table that belongs to the portal; 0 where it has none."""
    question = (
        f"SELECT t.id FROM {table} t JOIN core_tenancy_subsite s ON s.id = t.subsite_id"
        " WHERE s.hostname = 'localhost' ORDER BY t.id"
    )
    with closing(sqlite3.connect(county.folder / DATABASE)) as database:
        row = database.execute(question).fetchone()
    return int(row[0]) if row else 0


def visited(county: County, name: str) -> tuple[str, str]:
    """Who visits a screen, and where."""
    screen = SCREENS[name]
    who = next((who for rule, who in OTHERS.items() if re.search(rule, name)), "county-manager")
    if "<int:pk>" in screen.route and not row_of(county, screen.table):
        # Nobody has made one in the demonstration: the screen that makes one has the same form.
        screen = SCREENS[name.rsplit(":", 1)[0] + ":add"]
    return who, county.at(address_of(county, screen))


@pytest.fixture(scope="module")
def all_on(county: County, people: People) -> None:
    """Every plugin that has screens is on for the portal."""
    context = CHROMIUM.context(storage_state=people.state("county-manager"))
    page = context.new_page()
    for plugin in sorted({found[1] for screen in SCREENS.values() if (found := PLUGIN.match(screen.route))}):
        switch_on(page, county, plugin, "county")
    context.close()


@pytest.fixture(scope="module")
def tabs(people: People) -> Iterator[dict[str, Tab]]:
    """A tab of each person who looks at the screens."""
    opened = {
        who: CHROMIUM.context(storage_state=people.state(who)) for who in ("county-manager", *OTHERS.values())
    }
    yield {who: Tab(context) for who, context in opened.items()}
    for context in opened.values():
        context.close()


@pytest.mark.usefixtures("all_on")
@pytest.mark.parametrize("name", SCREENS)
def test_screen(county: County, tabs: dict[str, Tab], name: str) -> None:
    who, address = visited(county, name)
    tab = tabs[who]
    found = tab.open(address, width=DESK, height=DESK_HEIGHT)
    found += [f"axe: {line}" for line in axe.violations(tab.page, admin=True)]
    tab.page.set_viewport_size({"width": PHONE, "height": PHONE_HEIGHT})
    found += [f"on a phone, axe: {line}" for line in axe.violations(tab.page, admin=True)]
    if wide := tab.page.evaluate(TOO_WIDE):
        found.append(f"scrolls sideways on a phone: {', '.join(wide)}")
    found += tab.watch.complaints
    assert not found, "\n".join(["", *found])


@pytest.mark.usefixtures("all_on")
def test_html_as_served(county: County, people: People) -> None:
    served: dict[str, str] = {}
    for name in SCREENS:
        who, address = visited(county, name)
        cookies = people.state(who)["cookies"]
        answer = ask(address, cookie="; ".join(f"{cookie['name']}={cookie['value']}" for cookie in cookies))
        assert answer.status == 200, address
        served[name] = answer.text
    found = [f"{name}:{line}" for name, lines in checker.errors(served).items() for line in lines]
    found = [line for line in found if not checker.is_allowed(line)]
    assert not found, "\n".join(["", *found])
