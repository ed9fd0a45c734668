"""Walking: every visit of every surface as one person, each in a transaction that is rolled back."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.test import Client, TestCase
from django.urls import reverse
from django.utils.http import urlencode

from .database import only_unwatched, read_written, watching_writes
from .files import deleted
from .holdings import Holdings
from .marks import marks_in, said, written
from .offices import World
from .visits import ANYONE, NOBODY, Surface, Visit

REFUSALS = frozenset({400, 401, 403, 404, 405})
SIGN_IN = ("/accounts/login/", "/admin/login/", "/_util/login/", "/en/_util/login/")
ADMIN_HOME = ("/admin/", "/")


@dataclass(frozen=True)
class Step:
    """What came of one request."""

    surface: str
    request: str
    status: int
    refused: bool
    leaks: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    own: bool = False


@dataclass
class Findings:
    """What one person's walk found."""

    person: str
    steps: list[Step] = field(default_factory=list)

    @property
    def surfaces(self) -> int:
        return len({step.surface for step in self.steps})

    @property
    def controls(self) -> list[Step]:
        """Positive controls: one's own work, done."""
        return [step for step in self.steps if step.own and not step.refused]

    @property
    def leaks(self) -> list[str]:
        return [f"{step.request} → {step.status}: {leak}" for step in self.steps for leak in step.leaks]

    @property
    def missing(self) -> list[str]:
        return [f"{step.request} → {step.status}: {lack}" for step in self.steps for lack in step.missing]


def filled(value: Any, things: Holdings) -> Any:
    """A template of a request with its `{kind}` replaced."""
    if isinstance(value, str):
        return re.sub(r"\{(\w+)\}", lambda found: things[found.group(1)], value)
    if isinstance(value, Mapping):
        return {name: filled(part, things) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [filled(part, things) for part in value]
    return value


@contextmanager
def rolled_back() -> Iterator[None]:
    """Whatever happens inside did not happen."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    cache.clear()


class Walker:
    """Walks as one person of the world."""

    def __init__(self, world: World, person: str, holdings: Mapping[str, Holdings] | None = None) -> None:
        self.world = world
        self.person = person
        self.client = Client(raise_request_exception=False)
        account = world.people[person]
        if account is not None:
            self.client.force_login(account, backend="core.accounts.backends.AccountBackend")
        self.held = world.role_permissions(person)
        self.found = Findings(person)
        self.cookies = {name: morsel.value for name, morsel in self.client.cookies.items()}

    def walk(self, surfaces: list[Surface]) -> Findings:
        for surface in surfaces:
            for visit in surface.visits:
                if visit.needs != NOBODY or not visit.names_things():
                    self.visit(surface, visit, self.world.a, own=True)
                if visit.names_things():
                    self.visit(surface, visit, self.world.b, own=False)
        return self.found

    def may(self, visit: Visit) -> bool:
        """Whether this person may do it with things of office A."""
        needs = (visit.needs,) if isinstance(visit.needs, str) else visit.needs
        return any(need == ANYONE or need in self.held for need in needs)

    def shows(self, visit: Visit) -> bool:
        """Whether the answer must name a fact of A to this person."""
        if self.person == "both" and "q" in visit.query:
            return False  # what is found in two offices fills more than the first page
        return bool(visit.shows) and (not visit.shows_to or visit.shows_to in self.held)

    def visit(self, surface: Surface, visit: Visit, things: Holdings, *, own: bool) -> None:
        things = Holdings(things | self.world.a.own())
        address = self.address(surface, visit, things)
        mail.outbox.clear()
        self.client.cookies.clear()
        for name, value in self.cookies.items():
            self.client.cookies[name] = value
        deleted.clear()
        with rolled_back():
            data = visit.data(things) if callable(visit.data) else filled(visit.data, things)
            with watching_writes() as statements, TestCase.captureOnCommitCallbacks(execute=True):
                response = self.request(visit, address, data, things)
            text = said(response)
            changes = [f"file {fact} deleted" for name in deleted for fact in marks_in(name, "b")]
            if statements and not only_unwatched(statements):
                changes += self.world.ownership.changes(read_written(statements))
            echoed = marks_in(f"{address} {filled(visit.query, things)} {data}", "b")
        self.judge(surface, visit, address, response, text, changes, echoed, own)

    def request(self, visit: Visit, address: str, data: Any, things: Holdings) -> Any:
        headers = filled(visit.headers, things)
        sending: dict[str, Any] = {"headers": {"host": "localhost", **headers}}
        if visit.method == "GET":
            return self.client.get(address, filled(visit.query, things), **sending)
        if visit.json:
            sending["content_type"] = "application/json"
        elif visit.method != "POST":
            sending["content_type"], data = "application/x-www-form-urlencoded", urlencode(data)
        if visit.query:
            sending["query_params"] = filled(visit.query, things)
        return getattr(self.client, visit.method.lower())(address, data, **sending)

    def address(self, surface: Surface, visit: Visit, things: Holdings) -> str:
        if "path" in visit.arguments:
            return str(filled(visit.arguments["path"], things))
        return reverse(surface.name, kwargs=filled(visit.arguments, things) or None)

    def judge(
        self, surface: Surface, visit: Visit, address: str, response: Any, text: str, changes: list[str],
        echoed: set[str], own: bool,
    ) -> None:  # fmt: skip
        status = response.status_code
        refused = is_refused(response)
        marks = marks_in(text, "b") - echoed
        for message in mail.outbox:
            marks |= {f"mail:{fact}" for fact in marks_in(written(message), "b")}
        marks = {fact for fact in marks if not fact.startswith(visit.knows or " ")}
        leaks = [f"reads {', '.join(sorted(marks))}"] if marks else []
        leaks += [f"writes {change}" for change in changes]
        if status >= 500:
            leaks.append(
                f"fails: {response.exc_info[1]!r}" if getattr(response, "exc_info", None) else "fails"
            )
        elif not own and not refused and not visit.quiet and status < 300:
            leaks.append("answers")
        missing = []
        if own:
            if self.may(visit):
                if not visit.own:
                    pass
                elif status != visit.own or (refused and visit.own == 302):
                    missing.append(f"expected {visit.own}")
                elif self.shows(visit) and visit.shows not in marks_in(text, "a"):
                    missing.append(f"does not show {visit.shows}")
            elif not refused:
                missing.append("expected a refusal")
        request = f"{described(surface, visit)} ({'own' if own else 'B'})"
        self.found.steps.append(
            Step(surface.name, request, status, refused, tuple(leaks), tuple(missing), own)
        )


def described(surface: Surface, visit: Visit) -> str:
    """A visit in one line, the same whatever the primary keys are."""
    parts = [f"{name}={value}" for name, value in (*visit.arguments.items(), *visit.query.items())]
    if visit.note:
        parts.append(visit.note)
    return f"{visit.method} {surface.name} {' '.join(parts)}".strip()


def is_refused(response: Any) -> bool:
    """Whether an answer is a refusal: an error, the way to sign in, or back to the first screen with a message."""
    if response.status_code in REFUSALS:
        return True
    if response.status_code not in {301, 302}:
        return False
    target = response.headers["Location"].split("?")[0]
    target = re.sub(r"^https?://[^/]+", "", target)
    return target.startswith(SIGN_IN) or target in ADMIN_HOME
