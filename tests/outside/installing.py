"""Wheels built with the real build tool, and a clean environment that they are installed into."""

import json
import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
HERE = Path(__file__).resolve().parent
LOCK = ROOT / "requirements" / "testing.txt"
FOREIGN = (
    "PYTEST",
    "COUNTYWIDE_",
    "DATABASE_URL",
    "REDIS_URL",
    "DJANGO_",
    "PYTHONPATH",
    "PYTHONDONTWRITE",
    "COV_",
)
"""Beginnings of variables that an installation must not find: it has nothing to do with the checkout.

What one of its programs has compiled, the next one reads.
"""


def built(source: Path, target: Path) -> Path:
    """Build the wheel of a folder with a pyproject.toml into `target`; returns the wheel."""
    # Without isolation: the build tool and its back end are in requirements/dev.txt, with their hashes.
    done = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", target, source],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return target / done.stdout.split()[-1]


def repository(target: Path, *layers: str) -> Path:
    """A copy of a plugin's repository below tests/outside, with the files of later layers in place of earlier ones."""
    for layer in layers:
        shutil.copytree(
            HERE / layer, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__")
        )
    return target


@dataclass
class Installation:
    """A virtual environment, and an empty folder in which the installed Countywide runs."""

    folder: Path
    database_url: str = ""

    @property
    def county(self) -> Path:
        """Where its commands are run: whatever is written lies below."""
        return self.folder / "county"

    @property
    def more(self) -> Path:
        """A folder of packages that lie beside the environment, once somebody makes it."""
        return self.folder / "more"

    @property
    def programs(self) -> Path:
        return self.folder / "environment" / "bin"

    @property
    def packages(self) -> Path:
        """Its site-packages."""
        version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
        return self.folder / "environment" / "lib" / version / "site-packages"

    def make(self) -> None:
        """Make the environment, with what the lock says and nothing else."""
        venv.create(self.folder / "environment", symlinks=True)
        self.county.mkdir()
        self.pip("install", "--require-hashes", "--no-compile", "-r", LOCK)

    def copy(self, folder: Path) -> "Installation":
        """Another environment with the same packages and the same database file, as they are now."""
        other = Installation(folder, self.database_url)
        venv.create(folder / "environment", symlinks=True)
        shutil.copytree(self.packages, other.packages, copy_function=os.link, dirs_exist_ok=True)
        shutil.copytree(self.county, other.county)
        return other

    def variables(self) -> dict[str, str]:
        """The environment variables of a county that somebody tries out, and none of the checkout's.

        What lies in `more` is found as if it were installed.
        """
        kept = {key: value for key, value in os.environ.items() if not key.startswith(FOREIGN)}
        found = {**kept, "DJANGO_SETTINGS_MODULE": "settings.development", "LANGUAGE": "en"}
        if self.more.exists():
            found["PYTHONPATH"] = str(self.more)
        return {**found, "DATABASE_URL": self.database_url} if self.database_url else found

    def pip(self, *arguments: str | Path) -> None:
        """Run pip on it. Fails with pip's own words; where there is no network they say so."""
        command = [sys.executable, "-m", "pip", "--python", self.programs / "python", *arguments]
        common = ["--quiet", "--no-input", "--disable-pip-version-check"]
        done = subprocess.run([*command, *common], capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.fail(
                "pip could not install into the clean environment. It needs the package index that pip is set up "
                f"with, or its cache; without a network this test can't be run.\n{done.stdout}{done.stderr}"
            )

    def start(self, *arguments: str | Path, cwd: Path | None = None) -> "subprocess.Popen[str]":
        """Start one of its programs."""
        program, *rest = arguments
        return subprocess.Popen(
            [self.programs / program, *rest],
            cwd=cwd or self.county,
            env=self.variables(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def finished(self, *arguments: str | Path, code: int = 0, cwd: Path | None = None) -> tuple[str, str]:
        """Run one of its programs to its end, which must be `code`; returns what it said and what it complained of."""
        with self.start(*arguments, cwd=cwd) as program:
            said, complained = program.communicate()
        assert program.returncode == code, f"{arguments}\n{said[-4000:]}\n{complained[-4000:]}"
        return said, complained

    def countywide(self, *arguments: str | Path, code: int = 0) -> str:
        """Run the installed command `countywide`; returns all that it said."""
        return "".join(self.finished("countywide", *arguments, code=code))

    def ask(self, script: str, *arguments: str) -> Any:
        """Run a script of tests/outside/inside with its Python; returns the JSON that it prints last."""
        said, _complained = self.finished("python", HERE / "inside" / script, *arguments)
        return json.loads(said.strip().splitlines()[-1])

    def files(self) -> set[str]:
        """Every file of the county's folder and of the environment, without what Python compiles."""
        return {
            str(path.relative_to(self.folder))
            for path in (*self.county.rglob("*"), *self.packages.rglob("*"))
            if path.is_file() and path.suffix != ".pyc" and not path.name.endswith(("-wal", "-shm"))
        }
