"""The demonstration county below the var folder: built once, brought up to date when its data changes."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from deploy.commands.disk import free_mebibytes, need_room
from deploy.commands.places import LOCKS, PYTHON, ROOT
from deploy.commands.stamps import Stamp, files_below, fingerprint
from deploy.commands.words import DISK_FULL, Stop

ROOM = 400
"""MiB that the demonstration takes, with room for its write-ahead log on the way."""

DATABASE = "countywide.sqlite3"
LEAST_LEFT = 20
"""MiB: with less than this free, a failure is put down to the full disk."""

FULL_WORDS = ("No space left on device", "database or disk is full", "Disk quota exceeded")


def settings_of(var: Path, port: int) -> dict[str, str]:
    """The environment variables that a process of the demonstration gets.

    A DATABASE_URL or REDIS_URL of the person who calls is left out: the demonstration never touches a real
    database.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "REDIS_URL"} and not name.startswith("COUNTYWIDE_")
    }
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "settings.demonstration",
        "COUNTYWIDE_VAR": str(var),
        "COUNTYWIDE_PORT": str(port),
        "COUNTYWIDE_BASE_URL": f"http://localhost:{port}",
        "PYTHONUNBUFFERED": "1",
    }


def migrations() -> list[Path]:
    """Every migration of ours."""
    return [path for top in ("core", "plugins", "sites") for path in (ROOT / top).rglob("migrations/*.py")]


def data_key() -> str:
    """What the demonstration is built from: its folder, the profiles' columns, the migrations, the lock."""
    profiles = list((ROOT / "sites").glob("*/*.csv"))
    folders = files_below((ROOT / "sites").glob("*/demonstration"))
    return fingerprint(ROOT, [*folders, *profiles, *migrations(), LOCKS["base"]])


def static_key() -> str:
    """What the collected static files come from."""
    folders = [
        path for top in ("core", "plugins", "sites") for path in (ROOT / top).rglob("static") if path.is_dir()
    ]
    return fingerprint(ROOT, [*files_below(folders), LOCKS["base"]])


def manage(var: Path, port: int, *arguments: str) -> None:
    """Run `manage.py` for the demonstration; on a terminal its progress is shown. Raises Stop when it fails.

    What it reports at its end is left out: the accounts are told when they can be used.
    """
    # Progress bars are drawn on the error stream, and only when that is the terminal itself.
    shown = sys.stderr.isatty()
    done = subprocess.run(
        [PYTHON, "manage.py", *arguments],
        cwd=ROOT,
        env=settings_of(var, port),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=None if shown else subprocess.PIPE,
        text=True,
        check=False,
    )
    words = done.stderr or ""
    if done.returncode == 0:
        sys.stderr.write(words)
        return
    if any(word in words for word in FULL_WORDS) or free_mebibytes(var) < LEAST_LEFT:
        raise DISK_FULL
    sys.stderr.write(words)
    raise Stop(
        f"`manage.py {' '.join(arguments)}` failed; its words are above.",
        "Settle that, then run the same command again: what was finished is kept.",
    )


@contextmanager
def alone(var: Path) -> Iterator[None]:
    """Hold the var folder's lock. Raises Stop when another command is building there."""
    var.mkdir(parents=True, exist_ok=True)
    with (var / "building.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Stop(
                f"Another command is building the demonstration in {var}.", "Wait until it has finished."
            ) from error
        yield


def nothing() -> None:
    """Where a database begins that is made here."""


def ensure(var: Path, port: int, migrated: Callable[[], Path | None] = nothing) -> None:
    """Have the demonstration and its static files ready below `var`. Raises Stop.

    `migrated` says where a SQLite database lies that holds what these migrations make and nothing else: building
    begins with a copy of it, if there is one.
    """
    data, collected = Stamp(var / "demonstration.stamp"), Stamp(var / "static.stamp")
    if data.holds(data_key()) and collected.holds(static_key()) and (var / DATABASE).exists():
        return
    need_room(var, ROOM, "the demonstration")
    with alone(var), ThreadPoolExecutor() as beside:
        # Compressing the static files keeps one core busy while the other builds.
        collecting = beside.submit(collect, var, port, collected)
        if not data.holds(data_key()) or not (var / DATABASE).exists():
            with data.renewed(data_key()):
                update(var, port) if (var / DATABASE).exists() else build(var, port, migrated())
        collecting.result()


def collect(var: Path, port: int, stamp: Stamp) -> None:
    """Collect the static files, unless none has changed."""
    if not stamp.holds(static_key()):
        with stamp.renewed(static_key()):
            manage(var, port, "collectstatic", "--noinput", "--clear", "--verbosity", "0")


def update(var: Path, port: int) -> None:
    """Bring a demonstration that is there up to date: what was changed by hand stays."""
    print("Bringing the demonstration county up to date", flush=True)
    manage(var, port, "migrate", "--noinput", "--verbosity", "0")
    manage(var, port, "build_demonstration")


def build(var: Path, port: int, migrated: Path | None = None) -> None:
    """Build the demonstration beside its place and move it there when it is whole.

    What an interrupted build left is thrown away, so that no half county is ever served.
    """
    unfinished = var / "building"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    if migrated is not None:
        shutil.copyfile(migrated, unfinished / DATABASE)
    print("Making the database", flush=True)
    manage(unfinished, port, "migrate", "--noinput", "--verbosity", "0")
    print("Building the demonstration county (a few minutes, only this first time)", flush=True)
    manage(unfinished, port, "build_demonstration")
    # The database comes last: where it is, everything is.
    for path in sorted(unfinished.iterdir(), key=lambda path: path.name == DATABASE):
        move(path, var / path.name)
    unfinished.rmdir()


def move(source: Path, target: Path) -> None:
    """Move a file or folder into place; what is in a folder of that name already stays beside it."""
    if source.is_dir() and target.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
        shutil.rmtree(source)
    else:
        source.replace(target)
