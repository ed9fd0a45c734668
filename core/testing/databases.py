"""Test databases by copying: migrations run once into a template; every process and every flush gets a copy.

A pytest plugin (`pytest_plugins = ["core.testing.databases"]`) in the place of pytest-django's own set-up.

- The *template* holds what migrating left. It is kept between runs and made anew when a migration or an
  installed package changes.
- The *baseline* is this process's copy of it, with what the current code adds after migrating.
- The test database is a copy of the baseline, and is copied again after each test that commits (such a test
  would end with a flush, which takes Wagtail's root page away from the next one, and which the audit record
  refuses; so there is none).
- The *county* is one more copy, in which the county of core.testing.county stands. Tests that ask for it and are
  rolled back run there; those that commit build it themselves.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import TestCase, TransactionTestCase

from core.testing.database_engines import Databases, PostgreSQLDatabases, SQLiteDatabases, template_key, use


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock that every test process of this checkout takes in turn."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def databases_for(config: pytest.Config, folder: Path, cache: Path) -> Databases:
    """The databases of this process, by the engine that the settings name."""
    if connection.vendor == "sqlite":
        return SQLiteDatabases(template_key(), cache, folder)
    worker = getattr(config, "workerinput", {}).get("workerid", "main")
    return PostgreSQLDatabases(template_key(), f"{worker}_{os.getpid()}")


@contextmanager
def without_flush() -> Iterator[None]:
    """Leave out Django's flush at the end of a test that commits: the copy that follows does its work."""
    flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]  # private to Django
    TransactionTestCase._fixture_teardown = lambda self: None  # type: ignore[attr-defined]
    try:
        yield
    finally:
        TransactionTestCase._fixture_teardown = flush  # type: ignore[attr-defined]


@dataclass
class Places:
    """The two databases that tests run in, and which of them the tests that come next are to have."""

    databases: Databases
    blocker: Any
    county_stands: bool = False

    def enter(self, *, county: bool) -> None:
        """Point the default connection at the database with the county, made when first asked for, or without."""
        empty, furnished = self.databases.names_in_use
        with self.blocker.unblock():
            if county and not self.county_stands:
                self.databases.make_county()
                self.county_stands = True
            wanted = furnished if county else empty
            if connection.settings_dict["NAME"] != wanted:
                use(wanted)


current = pytest.StashKey[Places]()
wanting = pytest.StashKey[bool]()


def county_is_there(config: pytest.Config) -> bool:
    """Whether the county stands already in the database that this test runs in."""
    places = config.stash.get(current, None)
    return places is not None and connection.settings_dict["NAME"] == places.databases.names_in_use[1]


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Have the test database ready, from the template; taken away at the end."""
    cache = request.config.cache.mkdir("databases")
    with django_db_blocker.unblock():
        before = connection.settings_dict["NAME"]
        databases = databases_for(request.config, tmp_path_factory.mktemp("database"), cache)
        with locked(cache / f"{connection.vendor}.lock"):
            if not databases.template_exists():
                databases.make_template()
            databases.make_baseline()
            databases.copy_baseline()
    places = request.config.stash[current] = Places(databases, django_db_blocker)
    places.enter(county=request.config.stash.get(wanting, False))
    with without_flush():
        yield
    with django_db_blocker.unblock():
        del request.config.stash[current]
        databases.remove()
        use(before)


@pytest.fixture(scope="session")
def migrated_database(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any
) -> Callable[[], Path | None]:
    """Says where the SQLite template is, for programs that would migrate from nothing; read only.

    It is made when first asked for. Where the tests run on PostgreSQL it is what a run on SQLite has left, or None.
    """

    def template() -> Path | None:
        cache = request.config.cache.mkdir("databases")
        databases = SQLiteDatabases(template_key(), cache, cache)
        if connection.vendor != "sqlite":
            return databases.template if databases.template_exists() else None
        with locked(cache / "sqlite.lock"), django_db_blocker.unblock():
            if not databases.template_exists():
                before = connection.settings_dict["NAME"]
                databases.make_template()
                use(before)
        return databases.template

    return template


def commits(item: pytest.Item) -> bool:
    """Whether a test leaves the database flushed instead of rolled back."""
    marker = item.get_closest_marker("django_db")
    if marker is not None and (marker.kwargs.get("transaction") or any(marker.args)):
        return True
    case = getattr(item, "cls", None)
    if isinstance(case, type) and issubclass(case, TransactionTestCase):
        return not issubclass(case, TestCase)
    names = set(getattr(item, "fixturenames", ()))
    return bool(names & {"transactional_db", "live_server", "django_db_reset_sequences"})


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before its fixtures are made, give a test the database with the county, or the one without."""
    wanted = "county" in getattr(item, "fixturenames", ()) and not commits(item)
    item.config.stash[wanting] = wanted
    if (places := item.config.stash.get(current, None)) is not None:
        places.enter(county=wanted)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """After a test that committed, put the database back to what it was at the start."""
    try:
        yield
    finally:
        places = item.config.stash.get(current, None)
        if places is not None and commits(item):
            with places.blocker.unblock():
                places.databases.copy_baseline()
