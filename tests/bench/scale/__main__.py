"""Build a county of a size and measure a delegated editor's screens: `python -m tests.bench.scale small|large`.

Prints a JSON line per screen, then the same as bare Wagtail. `make bench-scale` calls it.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from tests.bench.scale import bare, people, population, surfaces  # noqa: E402
from tests.bench.scale.asking import cost  # noqa: E402
from tests.bench.scale.sizes import SIZES  # noqa: E402


def say(**values: object) -> None:
    print(json.dumps(values, ensure_ascii=False), flush=True)


def measure(kind: str, addresses: dict[str, str], editor: people.User, manager: people.User) -> None:
    """A line per screen; the status tells which screens are closed."""
    for screen, path in addresses.items():
        found = cost(path, manager if screen == surfaces.FOR_WHO_UNLOCKS else editor)
        say(
            kind=kind,
            screen=screen,
            status=found.status,
            queries=found.queries,
            cpu=round(found.cpu, 1),
            wall=round(found.wall, 1),
        )


def main() -> None:
    size = SIZES[sys.argv[1]]
    began = time.monotonic()
    call_command("migrate", verbosity=0, interactive=False)
    staff = people.make_accounts(size)
    with tempfile.TemporaryDirectory(prefix="countywide-scale-") as folder:
        column = population.populate(Path(folder), size, staff[-1])
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
    addresses = surfaces.surfaces(column)
    editor, manager = (people.User.objects.get(pk=person.pk) for person in staff[:2])
    measure("ours", addresses, editor, manager)
    bare.give_group_permissions(entries, editor, manager)
    bare.take_ours_away()
    measure("bare", addresses, editor, manager)


main()
