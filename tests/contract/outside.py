"""Plugins outside of this checkout, as an installed distribution has them, for programs run beside the tests."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from deploy.commands.demonstration import DATABASE

ROOT = Path(__file__).resolve().parent.parent.parent


def register(folder: Path, entries: Mapping[str, str]) -> None:
    """Make `folder` look like an installed distribution with these entry points."""
    information = folder / "outside-1.0.dist-info"
    information.mkdir(parents=True)
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: outside\nVersion: 1.0\n")
    lines = "\n".join(f"{name} = {value}" for name, value in entries.items())
    (information / "entry_points.txt").write_text(f"[countywide.plugins]\n{lines}\n")


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the checkout with `folder` on its path and places of its own to write to."""
    variables = {
        key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "DATABASE_URL"))
    }
    variables |= {
        "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)]),
        "COUNTYWIDE_VAR": str(folder / "var"),
        "DJANGO_SETTINGS_MODULE": "settings.test",
        "LANGUAGE": "en",
    }
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=variables, capture_output=True, text=True, check=False
    )


def seed(folder: Path, template: Path) -> None:
    """Give the tests below `folder` the migrated database of this checkout, with the folder's own migrations on top.

    They would make the same one themselves, from nothing; that takes half a minute.
    """
    (folder / "var").mkdir()
    shutil.copy(template, folder / "var" / DATABASE)
    done = run(folder, str(ROOT / "tests" / "outside" / "inside" / "seed.py"), str(folder))
    assert done.returncode == 0, done.stdout + done.stderr
