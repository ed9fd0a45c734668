"""Fetch the browser packages that `vendor.json` pins, verify them, keep only what is used, with licences.

Run at authoring time, never at run time: `python -m core.design.vendor`. Needs npm; its own registry
settings apply. Each package lands in `static/vendor/<package>/<version>/`, its licence beside it.
"""

import base64
import hashlib
import json
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
MANIFEST = FOLDER / "vendor.json"
STATIC_VENDOR = FOLDER / "static" / "vendor"


class IntegrityError(Exception):
    """A fetched archive is not the one that the manifest pins."""


@dataclass(frozen=True)
class Package:
    """One pinned npm package: which files of it are kept, and under which licence."""

    name: str
    version: str
    licence: str
    licence_file: str
    integrity: str
    folder: str
    files: tuple[str, ...]
    suffix: str

    @property
    def target(self) -> Path:
        """The folder below the static files that holds this package's kept files."""
        return STATIC_VENDOR / self.name / self.version


def read_manifest(path: Path = MANIFEST) -> list[Package]:
    """The packages pinned in the manifest, in its order."""
    rows = json.loads(path.read_text(encoding="utf-8"))["packages"]
    return [Package(**{**row, "files": tuple(row["files"])}) for row in rows]


def verify(archive: Path, integrity: str) -> None:
    """Compare the archive with a subresource-integrity string; raises IntegrityError when they differ."""
    algorithm, _, expected = integrity.partition("-")
    digest = base64.b64encode(hashlib.new(algorithm, archive.read_bytes()).digest()).decode()
    if digest != expected:
        raise IntegrityError(f"{archive.name}: expected {integrity}, got {algorithm}-{digest}")


def fetch(package: Package, folder: Path) -> Path:
    """Download one package's archive with npm and verify it; returns the archive's path."""
    command = [
        "npm",
        "pack",
        f"{package.name}@{package.version}",
        "--json",
        "--pack-destination",
        str(folder),
    ]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    archive = folder / json.loads(printed)[0]["filename"]
    verify(archive, package.integrity)
    return archive


def unpack(package: Package, archive: Path) -> None:
    """Replace the package's static folder with the kept files of a verified archive."""
    wanted = {f"package/{package.folder}/{name}{package.suffix}" for name in package.files}
    wanted.add(f"package/{package.licence_file}")
    shutil.rmtree(STATIC_VENDOR / package.name, ignore_errors=True)
    package.target.mkdir(parents=True)
    with tarfile.open(archive) as opened:
        for name in sorted(wanted):
            source = opened.extractfile(name)
            if source is None:
                raise FileNotFoundError(f"{package.name}: {name}")
            (package.target / Path(name).name).write_bytes(source.read())


def main() -> None:
    """Fetch and unpack every package, then rebuild the icon sprite."""
    from core.design.sprite import write_sprite

    with tempfile.TemporaryDirectory() as folder:
        for package in read_manifest():
            unpack(package, fetch(package, Path(folder)))
            print(f"{package.name} {package.version} ({package.licence}): {len(package.files)} files")
    print(f"sprite: {write_sprite()}")


if __name__ == "__main__":
    main()
