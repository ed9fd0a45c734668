"""`make bench-scale`: a delegated editor's screens in a small county and a large one, ours and bare Wagtail's.

On SQLite and, where PostgreSQL's server is installed, on PostgreSQL. Writes var/bench-scale.json.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
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

ROUNDS = 3
"""The counties are measured in turn, so often, and the least of each screen counts: a processor's clock changes from
minute to minute, and what is measured at one time of the small county would not compare with the large one's at
another."""

type Line = dict[str, object]


@dataclass(frozen=True)
class County:
    """A built county: where its files are and which database holds it ("" for SQLite)."""

    database: str
    size: str
    folder: Path
    url: str

    def run(self, what: str) -> Iterator[Line]:
        """The lines of a command of `tests.bench.scale`; says how far it is. Raises Stop when it fails."""
        variables = demonstration.settings_of(self.folder, PORT)
        if self.url:
            variables["DATABASE_URL"] = self.url
        command: list[str | Path] = [PYTHON, "-m", "tests.bench.scale", what, self.size]
        log = self.folder / "log"
        with (
            log.open("w", encoding="utf-8") as errors,
            subprocess.Popen(
                command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, stderr=errors, text=True
            ) as child,
        ):
            assert child.stdout is not None  # noqa: S101 - for the type checker: PIPE was asked for
            for line in child.stdout:
                print(f"  {self.database}, {self.size}: {line.rstrip()}", flush=True)
                yield {"database": self.database, "size": self.size, **json.loads(line)}
        if child.returncode:
            raise Stop(
                f"{log.read_text(encoding='utf-8')[-2000:]}\nThe county “{self.size}” failed.", "Settle that."
            )


def built(stack: ExitStack, database: str, size: str, url: str) -> tuple[County, list[Line]]:
    """A county of the size, and what was said of it; it is gone when the stack ends."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="countywide-scale-")))
    (folder / "static").symlink_to(var() / "static")
    county = County(database, size, folder, url)
    return county, list(county.run("build"))


def least(lines: Iterable[Line]) -> list[Line]:
    """Of the lines of each screen the one with the least CPU."""
    kept: dict[tuple[object, ...], Line] = {}
    for line in lines:
        key = (line["database"], line["size"], line["kind"], line["screen"])
        if key not in kept or float(str(line["cpu"])) < float(str(kept[key]["cpu"])):
            kept[key] = line
    return list(kept.values())


def measured(counties: list[County]) -> list[Line]:
    """Ours in rounds, small and large in turn; then bare Wagtail once, which changes rights."""
    ours = [line for _ in range(ROUNDS) for county in counties for line in county.run("ours")]
    return least(ours) + [line for county in counties for line in county.run("bare")]


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
        databases = ["SQLite"] * (chosen != "postgresql") + ["PostgreSQL"] * (tools is not None)
        for database in databases:
            counties = []
            for size in ("small", "large"):
                server = tools if database == "PostgreSQL" else None
                url = stack.enter_context(postgres.temporary_cluster(server)) if server else ""
                county, said = built(stack, database, size, url)
                counties.append(county)
                lines += said
            lines += measured(counties)
    path = var() / "bench-scale.json"
    path.write_text(json.dumps(lines, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    rows, good = compared(lines)
    print("", *table(rows), sep="\n")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(explained(main))
