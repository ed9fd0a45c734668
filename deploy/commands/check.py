"""`make check`: all that is checked without running tests. Every step runs, whatever an earlier one says."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from deploy.commands import environment
from deploy.commands.places import ENVIRONMENT, PYTHON, ROOT
from deploy.commands.processes import terminations_interrupt
from deploy.commands.words import explained

TOOLS = ENVIRONMENT / "bin"


@dataclass(frozen=True)
class Step:
    """One check. `settings` names the settings module it runs with."""

    name: str
    command: Sequence[str | Path]
    settings: str = "settings.test"


def manage(*arguments: str) -> tuple[str | Path, ...]:
    return (PYTHON, "manage.py", *arguments)


def templates() -> list[str]:
    """The folders that hold templates of ours."""
    found = (path for top in ("core", "plugins", "sites") for path in (ROOT / top).rglob("templates"))
    return [str(path.relative_to(ROOT)) for path in sorted(found) if "_template" not in path.parts]


def steps() -> list[Step]:
    """Every check; the longest first, so that two at a time end together."""
    return [
        Step("types (mypy)", (TOOLS / "mypy",)),
        Step("translations", (sys.executable, "-m", "deploy.commands.messages", "--check")),
        Step("style (ruff check)", (TOOLS / "ruff", "check", "--output-format", "concise")),
        Step("format (ruff format)", (TOOLS / "ruff", "format", "--check", "--output-format", "concise")),
        Step("imports (import-linter)", (TOOLS / "lint-imports",)),
        Step("Django", manage("check", "--fail-level", "WARNING")),
        Step(
            "Django, for production",
            manage("check", "--deploy", "--fail-level", "ERROR"),
            "settings.production",
        ),
        Step("migrations", manage("makemigrations", "--check", "--dry-run")),
        Step("plugins", manage("plugin", "check")),
        Step("templates: format (djlint)", (TOOLS / "djlint", "--check", *templates())),
        Step("templates: lint (djlint)", (TOOLS / "djlint", "--lint", *templates())),
        Step("files", (sys.executable, "-m", "deploy.commands.tree")),
    ]


def run(step: Step, folder: Path) -> tuple[Step, int, str, float]:
    """Run a step; returns it with its exit code, its words and its seconds."""
    variables = {
        **{name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}},
        "DJANGO_SETTINGS_MODULE": step.settings,
        "COUNTYWIDE_VAR": str(folder),
        "COUNTYWIDE_SECRET_KEY": "only-for-this-check-" * 3,
    }
    began = time.monotonic()
    done = subprocess.run(
        step.command,
        cwd=ROOT,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return step, done.returncode, done.stdout, time.monotonic() - began


def main() -> int:
    """Run the steps two at a time, say each one's result, and return 1 when any has failed."""
    parser = argparse.ArgumentParser(prog="make check", description=__doc__)
    parser.add_argument("only", nargs="*", help="words of the steps' names; all of them when none is given")
    only = parser.parse_args().only
    chosen = [step for step in steps() if not only or any(word in step.name for word in only)]
    failed: list[str] = []
    with terminations_interrupt(), tempfile.TemporaryDirectory(prefix="countywide-check-") as folder:
        environment.ensure("dev")
        with ThreadPoolExecutor(max_workers=2) as pool:
            for step, code, words, seconds in pool.map(lambda step: run(step, Path(folder)), chosen):
                print(f"{'ok    ' if code == 0 else 'FAILED'}  {step.name} ({seconds:.1f} s)", flush=True)
                if code:
                    failed.append(step.name)
                    print("".join(f"        {line}\n" for line in words.splitlines()), flush=True)
    print(f"\n{len(chosen) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(explained(main))
