"""What holds for every committed file: its size, its name, and that it names no place of one machine."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from deploy.commands.places import ROOT

LONGEST = 400
"""Lines of a source file that a person writes; most stay below 100."""

LARGEST = 1024 * 1024
"""Bytes of any one file."""

SOURCES = {".py", ".html", ".css", ".js", ".sh", ".md"}
UNCOUNTED = ("/migrations/", "/vendor/", "CHANGELOG.md", "/design/site.css")
"""Written by programs, taken from elsewhere, or growing by nature. site.css is bundled from its parts."""
FORBIDDEN_NAMES = {"utils", "helpers", "manager", "managers", "misc", "common"}
PLACES = re.compile(rb"(?<![\w.~/-])/(?:root|home/\w+|work|Users/\w+)/[\w.-]+")
HOSTS = re.compile(
    rb"https?://(?:[\w-]+\.)*(?:pypi\.org|pythonhosted\.org|npmjs\.org)\S*/simple\b", re.IGNORECASE
)


def committed() -> list[Path]:
    """Every file that git knows, or that is new and not ignored; those taken away are left out."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [ROOT / name for name in sorted(set(names)) if name and (ROOT / name).is_file()]


def faults(path: Path) -> Iterator[str]:
    """What is wrong with one file."""
    name = path.relative_to(ROOT).as_posix()
    size = path.stat().st_size
    if size > LARGEST:
        yield f"{name}: {size} bytes; at most {LARGEST} are committed"
    if path.stem.lower() in FORBIDDEN_NAMES and path.suffix in {".py", ".js", ".html"}:
        yield f"{name}: a file is named after its subject, not {path.stem}"
    if b"\0" in (content := path.read_bytes())[:8000]:
        return
    if path.suffix in SOURCES and not any(part in f"/{name}" for part in UNCOUNTED):
        lines = content.count(b"\n")
        if lines > LONGEST:
            yield f"{name}: {lines} lines; split it, {LONGEST} are the most"
    for pattern, what in ((PLACES, "a folder of one machine"), (HOSTS, "a registry's host")):
        found = pattern.search(content)
        if found and "/vendor/" not in f"/{name}":
            line = content[: found.start()].count(b"\n") + 1
            yield f"{name}:{line}: names {what} ({found[0].decode()})"


def main() -> int:
    """Print every fault."""
    found = [fault for path in committed() for fault in faults(path)]
    print("\n".join(found) or "ok")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
