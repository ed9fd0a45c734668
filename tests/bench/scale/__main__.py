"""Build a county of a size, or measure a delegated editor's screens in it: `python -m tests.bench.scale WHAT SIZE`.

`build` fills an empty database; `ours` measures, and prints a JSON line per screen; `bare` gives the rights of bare
Wagtail and measures the same without ours. `make bench-scale` calls them.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

import django

django.setup()

from django.core.management import call_command
from django.db import connection

from tests.bench.scale import bare, people, population, surfaces
from tests.bench.scale.asking import cost
from tests.bench.scale.sizes import SIZES, Size


def say(**values: object) -> None:
    print(json.dumps(values, ensure_ascii=False), flush=True)


def build(size: Size) -> None:
    """Fill the database, and say with what."""
    began = time.monotonic()
    call_command("migrate", verbosity=0, interactive=False)
    staff = people.make_accounts(size)
    with tempfile.TemporaryDirectory(prefix="countywide-scale-") as folder:
        population.populate(Path(folder), size, staff[-1])
    entries = population.offices()
    people.give_roles(staff, entries, size)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    say(
        kind="built",
        seconds=round(time.monotonic() - began, 1),
        offices=len(entries),
        pages=population.Page.objects.count(),
        accounts=people.User.objects.count(),
    )


def measure(kind: str) -> None:
    """A line per screen; the status tells which screens are closed."""
    entries = population.offices()
    editor, manager = people.measured_people()
    if kind == "bare":
        bare.give_group_permissions(entries, editor, manager)
        bare.take_ours_away()
    for screen, path in surfaces.surfaces(population.columns_of(entries[0])[0]).items():
        found = cost(path, manager if screen == surfaces.FOR_WHO_UNLOCKS else editor)
        say(
            kind=kind,
            screen=screen,
            status=found.status,
            queries=found.queries,
            cpu=round(found.cpu, 1),
            wall=round(found.wall, 1),
        )


what, size_name = sys.argv[1:]
if what == "build":
    build(SIZES[size_name])
else:
    measure(what)
