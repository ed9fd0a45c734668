"""The Nu HTML checker on many pages at once: starting Java once costs more than checking them all."""

import csv
import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tests.e2e.vendor import packages

SECONDS = 240
# A program that runs for a second compiles nothing for the long run; the checker asks for a deeper stack then.
QUICKLY = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss2m"]
ALLOWED = Path(__file__).resolve().parent.parent / "allowed_html.csv"


@cache
def allowed() -> tuple[dict[str, str], ...]:
    """The rows of allowed_html.csv: `error` and `near` are parts of the checker's words and of the markup."""
    with ALLOWED.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def is_allowed(line: str) -> bool:
    """Whether an error is one of Wagtail's own markup that is not ours to mend."""
    return any(row["error"] in line and row["near"] in line for row in allowed())


def errors(pages: Mapping[str, str]) -> dict[str, list[str]]:
    """The errors in each page's HTML, by the page's name; pages without one are left out.

    Raises packages.CannotBeHad when Java or the checker is missing.
    """
    java = shutil.which("java")
    if java is None:
        raise packages.CannotBeHad("Java is missing (on Debian: apt-get install default-jre-headless).")
    jar = packages.checker()
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for number, (name, html) in enumerate(pages.items()):
            path = Path(folder) / f"{number:04}.html"
            path.write_text(html, encoding="utf-8")
            names[path.name] = name
        command = [
            java,
            *QUICKLY,
            "-jar",
            jar,
            "--errors-only",
            "--format",
            "json",
            "--stdout",
            "--exit-zero-always",
            folder,
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    if done.returncode != 0:
        raise packages.CannotBeHad(f"The HTML checker stopped with {done.returncode}: {done.stderr[-2000:]}")
    found: dict[str, list[str]] = {}
    for message in json.loads(done.stdout)["messages"]:
        name = names.get(message.get("url", "").rsplit("/", 1)[-1], "the checker itself")
        words = f"{message.get('lastLine', '?')}: {message['message']}  …{message.get('extract', '')!r}"
        found.setdefault(name, []).append(words)
    return found
