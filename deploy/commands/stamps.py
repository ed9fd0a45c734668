"""Stamps: a file that says what a step was made from, so that the step is skipped while nothing has changed.

A stamp is removed before its step begins and written when it has ended: an interrupted step runs again.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

SKIPPED_FOLDERS = {"__pycache__", "node_modules", "tests"}


def files_below(folders: Iterable[Path]) -> list[Path]:
    """Every file below the folders, sorted; caches, tests and hidden files left out."""
    found = []
    for folder in folders:
        for path in folder.rglob("*"):
            parts = path.relative_to(folder).parts
            if path.is_file() and not any(part in SKIPPED_FOLDERS or part.startswith(".") for part in parts):
                found.append(path)
    return sorted(found)


def fingerprint(root: Path, files: Iterable[Path], *more: str) -> str:
    """SHA-256 (hexadecimal) over the files' names below `root`, their contents, and any further words.

    Neither the order of the files nor the place of the root changes it.
    """
    total = hashlib.sha256()
    for name, path in sorted((path.relative_to(root).as_posix(), path) for path in set(files)):
        total.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    for word in more:
        total.update(f"\0{word}\n".encode())
    return total.hexdigest()


class Stamp:
    """One step's stamp at `path`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def holds(self, key: str) -> bool:
        """Whether the step was finished with exactly this key."""
        try:
            return self.path.read_text(encoding="utf-8").strip() == key
        except FileNotFoundError:
            return False

    @contextmanager
    def renewed(self, key: str) -> Iterator[None]:
        """Run the step inside: the stamp is gone while it runs, and back when it ended without an error."""
        self.path.unlink(missing_ok=True)
        yield
        self.path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self.path.with_name(self.path.name + ".unfinished")
        unfinished.write_text(key + "\n", encoding="utf-8")
        unfinished.replace(self.path)
