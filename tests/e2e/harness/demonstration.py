"""The demonstration that the tests use: built once and kept in pytest's cache, copied afresh for each session."""

import fcntl
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from deploy.commands import demonstration
from deploy.commands.places import LOCKS, PYTHON, ROOT
from deploy.commands.stamps import Stamp, files_below, fingerprint

CODE = {".py", ".csv", ".md", ".json", ".svg"}
"""Endings of the files that a build can depend on: the code, and the data and texts it reads."""


def key() -> str:
    """What a built demonstration is made from: all code and data of the project, and the lock."""
    files = files_below(ROOT / top for top in ("core", "plugins", "sites", "settings"))
    return fingerprint(
        ROOT, [path for path in files if path.suffix in CODE], LOCKS["base"].read_text("utf-8")
    )


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock that the test processes of this checkout take in turn."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def collect(folder: Path, port: int) -> None:
    """Collect the static files if one has changed, compressed quickly; `demonstration.ensure` finds them done."""
    stamp = Stamp(folder / "static.stamp")
    if not stamp.holds(demonstration.static_key()):
        settings = {"DJANGO_SETTINGS_MODULE": "tests.e2e.harness.collecting_settings"}
        with stamp.renewed(demonstration.static_key()):
            subprocess.run(
                [PYTHON, "manage.py", "collectstatic", "--noinput", "--clear", "--verbosity", "0"],
                cwd=ROOT,
                env=demonstration.settings_of(folder, port) | settings,
                check=True,
            )


def built(cache: Path, port: int, migrated: Callable[[], Path | None]) -> Path:
    """The var folder of an untouched demonstration, built when the code or its data changed.

    It begins with the database that the tests' own begin with, `migrated`: migrating takes half a minute.
    """
    folder = cache / "demonstration"
    with locked(cache / "demonstration.lock"):
        stamp = Stamp(folder / "code.stamp")
        if not stamp.holds(key()):
            shutil.rmtree(folder, ignore_errors=True)
            with stamp.renewed(key()):
                folder.mkdir()
                collect(folder, port)
                demonstration.ensure(folder, port, migrated)
        # Styles and scripts may have changed alone.
        collect(folder, port)
        demonstration.ensure(folder, port)
    return folder


def copied(source: Path, target: Path) -> Path:
    """A copy to write in; the database comes through SQLite, whole even while another reads it."""
    skipped = {demonstration.DATABASE + end for end in ("", "-wal", "-shm")} | {"static", "logs"}
    shutil.copytree(source, target, dirs_exist_ok=True, ignore=lambda _folder, names: skipped & set(names))
    # Collected files are read only: no copy.
    (target / "static").symlink_to(source / "static")
    with (
        closing(sqlite3.connect(source / demonstration.DATABASE)) as reading,
        closing(sqlite3.connect(target / demonstration.DATABASE)) as writing,
    ):
        reading.backup(writing)
    return target
