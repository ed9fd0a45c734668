"""`make isolation`: walk every address as everybody of an office, looking for another office.

Prints, for each person, the surfaces walked, the positive controls and the leaks, and names each leak.
Returns 1 when there is one.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from deploy.commands import environment
from deploy.commands.places import PYTHON, ROOT
from deploy.commands.processes import terminations_interrupt
from deploy.commands.welcome import table
from deploy.commands.words import Stop, explained

TESTS = "tests/isolation"
type Found = dict[str, object]


def walked(folder: Path, *, processes: str, surfaces: Sequence[str], people: Sequence[str]) -> list[Found]:
    """Walk in processes of pytest; what each person's walk found. Raises Stop when nothing was walked."""
    variables = {
        **os.environ,
        "COUNTYWIDE_ISOLATION_FINDINGS": str(folder),
        "COUNTYWIDE_VAR": str(folder / "var"),
    }
    variables.pop("DJANGO_SETTINGS_MODULE", None)
    command: list[str | Path] = [
        PYTHON, "-m", "pytest", "-q", "-n", processes, "--dist", "loadfile", "-p", "no:logging", "--tb=line", "-W",
        "ignore", TESTS, "-k", " or ".join(f"[{person}]" for person in people) or "test_walk",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    if not found:
        raise Stop(
            f"{done.stdout}{done.stderr}\nNobody walked; why is above.", "Settle that, then run it again."
        )
    if done.returncode:
        print(done.stdout)
    return found


def lines(found: list[Found], kind: str) -> list[str]:
    """What was found, each once, with who found it."""
    people: dict[str, list[str]] = {}
    for one in found:
        told = one[kind]
        for line in told if isinstance(told, list) else ():
            people.setdefault(line, []).append(str(one["person"]))
    return [f"{line}  [{', '.join(who)}]" for line, who in people.items()]


def main() -> int:
    """Walk and say what was found; 1 when there is a leak."""
    parser = argparse.ArgumentParser(prog="make isolation", description=__doc__)
    parser.add_argument("-n", "--processes", default="auto", help="how many at a time")
    parser.add_argument("--missing", action="store_true", help="name the positive controls that failed, too")
    parser.add_argument(
        "--person", action="append", default=[], help="walk as this person only; may be repeated"
    )
    parser.add_argument("surfaces", nargs="*", help="words of the surfaces' names; all when none is given")
    options = parser.parse_args()
    with terminations_interrupt(), tempfile.TemporaryDirectory(prefix="countywide-isolation-") as folder:
        environment.ensure("dev")
        (Path(folder) / "var").mkdir()
        found = walked(
            Path(folder), processes=options.processes, surfaces=options.surfaces, people=options.person
        )
    heads = ("person", "surfaces", "requests", "positive controls", "failed controls", "leaks")
    rows = [
        tuple(str(len(cell) if isinstance(cell, list) else cell) for cell in (
            one["person"], one["surfaces"], one["requests"], one["controls"], one["missing"], one["leaks"]
        ))
        for one in found
    ]  # fmt: skip
    leaks = lines(found, "leaks")
    for line in (*leaks, *(lines(found, "missing") if options.missing else ())):
        print(line)
    print("", *table([heads, *rows]), sep="\n")
    print(f"\n{len(leaks)} leaks" if leaks else "\nNo leak.")
    return 1 if leaks else 0


if __name__ == "__main__":
    sys.exit(explained(main))
