"""`make bench`: measure on copies of the demonstration, print a table, write var/bench.json.

Each measurement runs in a process of its own, one at a time. The demonstration itself is never changed.
"""

import argparse
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from deploy.commands import demonstration, environment
from deploy.commands.places import PYTHON, ROOT, var
from deploy.commands.processes import terminations_interrupt
from deploy.commands.welcome import table
from deploy.commands.words import Stop, explained

PORT = 8000
type Figures = list[dict[str, object]]


def copied(source: Path, target: Path) -> Path:
    """A copy of the demonstration below `target`: the database copied, the files linked."""
    with (
        closing(sqlite3.connect(source / demonstration.DATABASE)) as reading,
        closing(sqlite3.connect(target / demonstration.DATABASE)) as writing,
    ):
        reading.backup(writing)
    for name in ("media", "static"):
        if (source / name).exists():
            shutil.copytree(source / name, target / name, symlinks=True)
    return target


def run(name: str, source: Path) -> Iterator[dict[str, object]]:
    """The figures of one measurement. Raises Stop when it fails."""
    with tempfile.TemporaryDirectory(prefix="countywide-bench-") as temporary:
        folder = copied(source, Path(temporary))
        command: list[str | Path] = [PYTHON, "-m", "tests.bench", name]
        with subprocess.Popen(
            command, cwd=ROOT, env=demonstration.settings_of(folder, PORT), stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None  # noqa: S101
            for line in child.stdout:
                yield json.loads(line)
        if child.returncode:
            raise Stop(
                f"The measurement {name} failed; its words are above.", "Settle that, then run it again."
            )


def names(source: Path) -> list[str]:
    """Every measurement's name."""
    command: list[str | Path] = [PYTHON, "-m", "tests.bench"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=demonstration.settings_of(source, PORT),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Stop(f"{done.stderr}\nThe measurements could not be loaded; why is above.", "Settle that.")
    return str(done.stdout).split()


def cells(figure: dict[str, object]) -> tuple[str, str, str, str, str]:
    """A figure as a row of the table."""
    bound = "" if figure["bound"] is None else f"≤ {figure['bound']:.4g}"
    verdict = "" if figure["bound"] is None else "holds" if figure["holds"] else "DOES NOT HOLD"
    return str(figure["name"]), f"{figure['value']:.4g}", str(figure["unit"]), bound, verdict


def write(path: Path, figures: Figures) -> None:
    """Write bench.json, keeping figures of measurements that were not run now."""
    before: Figures = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    measured = {figure["name"] for figure in figures}
    kept = [figure for figure in before if figure["name"] not in measured]
    text = json.dumps([*kept, *figures], ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def main() -> int:
    """Measure; returns 1 when a bound does not hold."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("only", nargs="*", help="words of the measurements' names; all when none is given")
    only = parser.parse_args().only
    source = var()
    figures: Figures = []
    with terminations_interrupt():
        environment.ensure("base")
        demonstration.ensure(source, PORT)
        for name in names(source):
            if only and not any(word in name for word in only):
                continue
            print(f"Measuring {name.replace('_', ' ')}", flush=True)
            figures += run(name, source)
    if not only:
        (source / "bench.json").unlink(missing_ok=True)
    write(source / "bench.json", figures)
    print("", *table([("figure", "value", "unit", "bound", ""), *map(cells, figures)]), sep="\n")
    return 0 if all(figure["holds"] for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(explained(main))
