"""What copying test databases asks of SQLite and of PostgreSQL; see core.testing.databases."""

import hashlib
import sqlite3
from contextlib import closing
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, connections, transaction

from .migrating import quick_rendering

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
    with quick_rendering():
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
