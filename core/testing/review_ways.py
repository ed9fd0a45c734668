"""Trying ways to get round the review chain: plugins' own lists of ways, beside that for pages in `core.review.tests`.

A way is a function that tries to change what the public sees. Each is tried by itself and undone.
"""

import sys
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, transaction
from django.db.models import Model
from django.test import Client

from core.access.actors import SYSTEM
from core.accounts.models import User
from core.review.models import Review, ReviewRule, Verdict
from core.review.services import decide, remove_rule, set_rule
from core.review.triggers import lift
from core.testing.factories import UserFactory

type Way = Callable[[], object]


def changes(way: Way, seen: Callable[[], Any], capture: Callable[..., Any]) -> bool:
    """Whether a way changed what `seen` tells of the public; everything is rolled back. The chain refuses by an
    exception of the gate or of the database, or by a screen's answer: then nothing changed."""
    with transaction.atomic():
        before = seen()
        try:
            with transaction.atomic(), capture(execute=True):
                way()
        except (PermissionDenied, ValidationError, DatabaseError):
            pass
        changed = bool(seen() != before)
        transaction.set_rollback(True)
    return changed


def ways_round(
    ways: Mapping[str, Way],
    seen: Callable[[], Any],
    capture: Callable[..., Any],
) -> list[str]:
    """The names of the ways that changed what the public sees."""
    return [name for name, way in ways.items() if changes(way, seen, capture)]


def idle_ways(
    ways: Mapping[str, Way],
    seen: Callable[[], Any],
    capture: Callable[..., Any],
) -> list[str]:
    """The counter-proof: the names of the ways that change nothing even where no chain applies and the database has no
    guard, so that their being refused proves nothing. Rules and triggers are gone until the test ends."""
    for rule in ReviewRule.objects.all():
        remove_rule(rule=rule, by=SYSTEM)
    connection.check_constraints()  # PostgreSQL lifts no trigger while checks of keys are put off
    lift(DEFAULT_DB_ALIAS)
    return [name for name, way in ways.items() if not changes(way, seen, capture)]


def browser(person: User) -> Client:
    """A browser in which the person is signed in."""
    client = Client()
    client.force_login(person, backend="core.accounts.backends.AccountBackend")
    return client


def sql(statement: str, *values: Any) -> None:
    """Run a statement past the ORM."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def put[M: Model](row: M, **values: Any) -> M:
    """The row as it is stored, with other values in memory."""
    stored = type(row)._default_manager.get(pk=row.pk)
    for name, value in values.items():
        setattr(stored, name, value)
    return stored


def tell(count: int, what: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Print how many ways were tried."""
    with capsys.disabled():
        sys.stdout.write(f"\n{count} ways to get {what} past the chain were tried and refused.\n")


def chain_on(subsite: Any, kind: str) -> tuple[User, User]:
    """One step of approval for a kind of content on a subsite: its manager, who hands in, and its approver."""
    set_rule(by=SYSTEM, subsite=subsite, kind=kind, approval_hours=4)
    return (
        UserFactory(role="manager", role__subsite=subsite),
        UserFactory(role="approver", role__subsite=subsite),
    )


def passed(approver: User, **which: Any) -> Review:
    """The approver passes the one open review (that `which` names)."""
    review = Review.objects.get(state="open", **which)
    return decide(review=review, step=review.waiting_for, verdict=Verdict.PASSED, by=approver)
