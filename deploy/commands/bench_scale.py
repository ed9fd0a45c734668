"""`make bench-scale`: a delegated editor's screens in a small county and a large one, ours and bare Wagtail's.

On SQLite and, where PostgreSQL's server is installed, on PostgreSQL. Writes var/bench-scale.json.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from deploy.commands import demonstration, environment, postgres
from deploy.commands.places import PYTHON, ROOT, var
from deploy.commands.processes import terminations_interrupt
from deploy.commands.welcome import table
from deploy.commands.words import Stop, explained

PORT = 8000
FLAT = 1.5
"""The most that a screen may cost in the large county, of what it costs in the small one."""
MOST_CPU = 300.0
"""ms"""

type Line = dict[str, object]


def run(size: str, folder: Path, url: str) -> Iterator[Line]:
    """The lines of one county. Raises Stop when it fails."""
    variables = demonstration.settings_of(folder, PORT)
    if url:
        variables["DATABASE_URL"] = url
    command: list[str | Path] = [PYTHON, "-m", "tests.bench.scale", size]
    log = folder / "log"
    with (
        log.open("w", encoding="utf-8") as errors,
        subprocess.Popen(
            command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as child,
    ):
        assert child.stdout is not None  # noqa: S101
        for line in child.stdout:
            yield json.loads(line)
    if child.returncode:
        raise Stop(f"{log.read_text(encoding='utf-8')[-2000:]}\nThe county “{size}” failed.", "Settle that.")


def measured(database: str, size: str, url: str) -> Iterator[Line]:
    """The lines of one county on one database, with both names; says how far it is."""
    with tempfile.TemporaryDirectory(prefix="countywide-scale-") as temporary:
        folder = Path(temporary)
        (folder / "static").symlink_to(var() / "static")
        for line in run(size, folder, url):
            print(f"  {database}, {size}: {json.dumps(line, ensure_ascii=False)}", flush=True)
            yield {"database": database, "size": size, **line}


def compared(lines: list[Line]) -> tuple[list[tuple[str, ...]], bool]:
    """The table, and whether every bound holds."""
    costs = {
        (line["database"], line["size"], line["kind"], line["screen"]): line
        for line in lines
        if "cpu" in line
    }
    rows: list[tuple[str, ...]] = [
        ("database", "screen", "queries", "CPU small", "CPU large", "times", "", "bare Wagtail large")
    ]
    good = True
    for (database, size, kind, screen), large in costs.items():
        if size != "large" or kind != "ours":
            continue
        small = costs[database, "small", kind, screen]
        bare = costs[database, "large", "bare", screen]
        if large["status"] == 404:
            rows.append(
                (str(database), str(screen), "", "", "", "", "closed to offices", f"{bare['cpu']} ms")
            )
            continue
        few, many = float(str(small["cpu"])), float(str(large["cpu"]))
        holds = many <= few * FLAT and many <= MOST_CPU
        good = good and holds
        rows.append((
            str(database), str(screen), str(large["queries"]), f"{few} ms", f"{many} ms", f"{many / few:.2f}",
            "holds" if holds else "DOES NOT HOLD", f"{bare['cpu']} ms",
        ))  # fmt: skip
    return rows, good


def main() -> int:
    """Measure; returns 1 when a bound does not hold."""
    parser = argparse.ArgumentParser(prog="make bench-scale", description=__doc__)
    parser.add_argument("--database", choices=("both", "sqlite", "postgresql"), default="both")
    chosen = parser.parse_args().database
    lines: list[Line] = []
    with terminations_interrupt(), ExitStack() as stack:
        environment.ensure("base")
        demonstration.ensure(var(), PORT)
        tools = postgres.binaries() if chosen != "sqlite" else None
        for size in ("small", "large"):
            if chosen != "postgresql":
                lines += measured("SQLite", size, "")
            if tools is not None:
                url = stack.enter_context(postgres.temporary_cluster(tools))
                lines += measured("PostgreSQL", size, url)
    path = var() / "bench-scale.json"
    path.write_text(json.dumps(lines, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    rows, good = compared(lines)
    print("", *table(rows), sep="\n")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(explained(main))
