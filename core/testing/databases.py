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
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, connections, transaction
from django.test import TestCase, TransactionTestCase

if TYPE_CHECKING:
    from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQLWrapper


class Databases(Protocol):
    """What copying asks of a database engine."""

    def template_exists(self) -> bool: ...

    def make_template(self) -> None: ...

    def make_baseline(self) -> None: ...

    def copy_baseline(self) -> None: ...

    def make_county(self) -> None: ...

    @property
    def names_in_use(self) -> tuple[str, str]: ...

    def remove(self) -> None: ...


def template_key() -> str:
    """What a template is made from: every migration of the installed apps, and the installed packages."""
    total = hashlib.sha256()
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        total.update(config.label.encode())
        for path in sorted(Path(config.path).glob("migrations/*.py")):
            total.update(path.name.encode() + b"\0" + path.read_bytes())
    for package in sorted(f"{found.name}=={found.version}" for found in distributions()):
        total.update(package.encode())
    return total.hexdigest()[:16]


def use(name: str) -> None:
    """Point the default connection at the database `name`."""
    connections.close_all()
    if connection.vendor == "postgresql":
        cast("PostgreSQLWrapper", connection).close_pool()
    connection.settings_dict["NAME"] = name


def migrate() -> None:
    """Bring the current database from nothing to the newest migration."""
    call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
    call_command("createcachetable", verbosity=0)
    connections.close_all()


def add_what_code_adds() -> None:
    """Send post_migrate: permissions, content types and the like follow the code, not the migrations."""
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
    connections.close_all()


def build_the_county() -> None:
    """Build it in the current database. What was due on commit is left, as in every test that is rolled back."""
    from core.testing.county import build_test_county

    with transaction.atomic():
        build_test_county()
        connection.run_on_commit.clear()
    connections.close_all()


class SQLiteDatabases:
    """Files: the template in pytest's cache, the others in this process's temporary folder.

    Files rather than memory: threads and other processes see what they see in production.
    """

    def __init__(self, key: str, cache: Path, folder: Path) -> None:
        self.template = cache / f"{key}.sqlite3"
        self.baseline = folder / "baseline.sqlite3"
        self.test = folder / "test.sqlite3"
        self.county = folder / "county.sqlite3"

    @property
    def names_in_use(self) -> tuple[str, str]:
        return str(self.test), str(self.county)

    def template_exists(self) -> bool:
        return self.template.exists()

    def make_template(self) -> None:
        unfinished = self.template.with_suffix(".unfinished")
        for stale in self.template.parent.glob("*"):
            if stale.suffix != ".lock":
                stale.unlink()
        use(str(unfinished))
        migrate()
        with closing(sqlite3.connect(unfinished)) as database:
            database.execute("PRAGMA journal_mode=DELETE")
        unfinished.replace(self.template)

    def make_baseline(self) -> None:
        copy(self.template, self.baseline)
        use(str(self.baseline))
        add_what_code_adds()
        use(str(self.test))

    def copy_baseline(self) -> None:
        connections.close_all()
        copy(self.baseline, self.test)

    def make_county(self) -> None:
        copy(self.baseline, self.county)
        use(str(self.county))
        build_the_county()

    def remove(self) -> None:
        connections.close_all()
        for path in (self.baseline, self.test, self.county):
            for end in ("", "-wal", "-shm"):
                path.with_name(path.name + end).unlink(missing_ok=True)


def copy(source: Path, target: Path) -> None:
    """Make the SQLite file `target` equal to `source`, even while others have it open."""
    with closing(sqlite3.connect(source)) as reading, closing(sqlite3.connect(target, timeout=20)) as writing:
        reading.backup(writing)


class PostgreSQLDatabases:
    """Databases on the server that DATABASE_URL names, made with CREATE DATABASE … TEMPLATE."""

    prefix = "countywide_test_"

    def __init__(self, key: str, process: str) -> None:
        self.template = f"{self.prefix}template_{key}"
        self.baseline = f"{self.prefix}{process}_baseline"
        self.test = f"{self.prefix}{process}"
        self.county = f"{self.prefix}{process}_county"
        self.maintenance = str(connection.settings_dict["NAME"])

    @property
    def names_in_use(self) -> tuple[str, str]:
        return self.test, self.county

    def run(self, statement: str, *names: str) -> list[tuple[Any, ...]]:
        """Run a statement on the database that DATABASE_URL names itself; `{}` stands for a quoted name."""
        use(self.maintenance)
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement.format(*(connection.ops.quote_name(name) for name in names)))
                return cursor.fetchall() if cursor.description else []
        finally:
            use(self.test)

    def names(self) -> set[str]:
        return {name for (name,) in self.run("SELECT datname FROM pg_database")}

    def drop(self, *names: str) -> None:
        for name in names:
            self.run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def template_exists(self) -> bool:
        return self.template in self.names()

    def make_template(self) -> None:
        unfinished = f"{self.prefix}unfinished"
        stale = (name for name in self.names() if name.startswith(f"{self.prefix}template_"))
        self.drop(unfinished, *stale)
        self.run("CREATE DATABASE {} ENCODING 'UTF8'", unfinished)
        use(unfinished)
        migrate()
        self.run("ALTER DATABASE {} RENAME TO {}", unfinished, self.template)

    def make_baseline(self) -> None:
        self.drop(self.baseline)
        self.run("CREATE DATABASE {} TEMPLATE {}", self.baseline, self.template)
        use(self.baseline)
        add_what_code_adds()
        use(self.test)

    def copy_baseline(self) -> None:
        self.drop(self.test)
        self.run("CREATE DATABASE {} TEMPLATE {}", self.test, self.baseline)

    def make_county(self) -> None:
        self.drop(self.county)
        self.run("CREATE DATABASE {} TEMPLATE {}", self.county, self.baseline)
        use(self.county)
        build_the_county()

    def remove(self) -> None:
        self.drop(self.test, self.baseline, self.county)


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
