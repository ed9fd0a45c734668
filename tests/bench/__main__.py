"""Run one measurement in this process and print its figures as JSON: `python -m tests.bench NAME`.

Without a name, print the names. `make bench` calls it for each.
"""

import json
import sys

import django

django.setup()

from tests.bench import (
    audit,  # noqa: F401
    growing,  # noqa: F401
    interviews,  # noqa: F401
    lookups,  # noqa: F401
    pages,  # noqa: F401
    search,  # noqa: F401
    starting,  # noqa: F401
    surveys,  # noqa: F401
    switching,  # noqa: F401
)
from tests.bench.registry import measurements, name_of

named = {name_of(function): function for function in measurements}
if len(sys.argv) == 1:
    print("\n".join(named))
else:
    for figure in named[sys.argv[1]]():
        print(json.dumps(figure.entry(), ensure_ascii=False), flush=True)
