"""`make bench-audit`: measure the audit record on SQLite and, where it is there, on PostgreSQL; print a table."""

import json
import os
import subprocess
import sys
import tempfile

from deploy.commands import environment, postgres
from deploy.commands.bench import cells
from deploy.commands.places import PYTHON, ROOT
from deploy.commands.processes import terminations_interrupt
from deploy.commands.welcome import table
from deploy.commands.words import Stop, explained

MEASUREMENT = "audit.appending_and_verifying"
type Figures = list[dict[str, object]]


def measured(database_url: str = "") -> Figures:
    """Measure on a new database, and print; an empty address means SQLite. Raises Stop."""
    with tempfile.TemporaryDirectory(prefix="countywide-bench-") as folder:
        variables = {
            **{
                name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}
            },
            "DJANGO_SETTINGS_MODULE": "settings.test",
            "COUNTYWIDE_VAR": folder,
            **({"DATABASE_URL": database_url} if database_url else {}),
        }
        run("manage.py", "migrate", "--verbosity", "0", variables=variables)
        lines = run("-m", "tests.bench", MEASUREMENT, variables=variables)
        figures: Figures = [json.loads(line) for line in lines.splitlines()]
    print("", *table([("figure", "value", "unit", "bound", ""), *map(cells, figures)]), sep="\n", flush=True)
    return figures


def run(*words: str, variables: dict[str, str]) -> str:
    """Run Python with these words; returns what it prints. Raises Stop when it fails."""
    done = subprocess.run(
        [PYTHON, *words], cwd=ROOT, env=variables, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise Stop("The measurement failed; its words are above.", "Settle that, then run it again.")
    return done.stdout


def main() -> int:
    """Measure, print, and return 1 when a bound does not hold."""
    with terminations_interrupt():
        environment.ensure("dev")
        figures = measured()
        if (tools := postgres.binaries()) is not None:
            with postgres.temporary_cluster(tools) as url:
                figures += measured(url)
    return 0 if all(figure["holds"] for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(explained(main))
