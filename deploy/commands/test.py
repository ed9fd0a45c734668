"""`make test`: every test on SQLite, then, where PostgreSQL is there, all but the browser tests on it too.

The installed plugin's journey (tests/outside) takes minutes of processor time: on PostgreSQL it is run by `-m outside`.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from deploy.commands import environment, postgres
from deploy.commands.browser import chromium
from deploy.commands.places import PYTHON, ROOT
from deploy.commands.processes import terminations_interrupt
from deploy.commands.words import explained

NOTHING_COLLECTED = 5


@dataclass(frozen=True)
class Run:
    """One finished run of pytest. `seconds` is wall-clock time."""

    name: str
    code: int
    seconds: float
    closing: str


def pytest(name: str, arguments: Sequence[str], database_url: str = "") -> Run:
    """Run pytest on two processes or more, showing its words. An empty `database_url` means SQLite."""
    print(f"\n━━ Tests on {name}", flush=True)
    variables = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "REDIS_URL"}}
    if database_url:
        variables["DATABASE_URL"] = database_url
    variables.pop("DJANGO_SETTINGS_MODULE", None)
    # In the order that conftest.py gives them: the long ones first, and the last to be done should be short.
    command: list[str | Path] = [
        PYTHON, "-m", "pytest", "-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder",
        "--durations", "25", *arguments
    ]  # fmt: skip
    began = time.monotonic()
    last = ""
    with tempfile.TemporaryDirectory(prefix="countywide-test-") as folder:
        variables["COUNTYWIDE_VAR"] = folder
        with subprocess.Popen(command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None  # noqa: S101
            for line in child.stdout:
                print(line, end="", flush=True)
                last = line.strip() or last
    return Run(name, child.returncode, time.monotonic() - began, last)


def on_postgresql(arguments: Sequence[str]) -> Run | None:
    """The run on PostgreSQL: DATABASE_URL's server, else one of our own; None when there is neither."""
    url = os.environ.get("DATABASE_URL", "")
    arguments = ("-m", "not e2e and not outside", *arguments)
    if url:
        return pytest("the PostgreSQL of DATABASE_URL", arguments, url)
    tools = postgres.binaries()
    if tools is None:
        return None
    with postgres.temporary_cluster(tools) as url:
        return pytest(f"PostgreSQL {postgres.version_of(tools)}", arguments, url)


def remarks(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """What this machine cannot run, in words, and the arguments that leave it out.

    On CI nothing is left out: what is missing there fails.
    """
    if os.environ.get("CI") or chromium() is not None:
        return [], list(arguments)
    said = "Not run: the browser tests; no Chromium (on Debian: apt-get install chromium fonts-noto-cjk)."
    return [said], ["-m", "not e2e", *arguments]


def main() -> int:
    """Run everything and say how it went."""
    parser = argparse.ArgumentParser(prog="make test", description=__doc__)
    parser.add_argument("--database", choices=("both", "sqlite", "postgresql"), default="both")
    options, arguments = parser.parse_known_args()
    said, chosen = remarks(arguments)
    runs: list[Run] = []
    with terminations_interrupt():
        environment.ensure("dev")
        if options.database in {"both", "sqlite"}:
            runs.append(pytest("SQLite", chosen))
        if options.database in {"both", "postgresql"}:
            run = on_postgresql(arguments)
            if run is not None:
                runs.append(run)
            else:
                said.append(
                    "Not run: PostgreSQL, for want of a server (on Debian: apt-get install postgresql)."
                )
    print("\n━━ Summary", *said, sep="\n", flush=True)
    for run in runs:
        print(f"{run.name}: {'passed' if run.code == 0 else 'FAILED'} in {run.seconds:.0f} s\n{run.closing}")
    failed = [run for run in runs if run.code not in ({0, NOTHING_COLLECTED} if arguments else {0})]
    return 1 if failed or not runs else 0


if __name__ == "__main__":
    sys.exit(explained(main))
