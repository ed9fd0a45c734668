"""What switching a plugin costs, and when another process knows of it."""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterable

from core.plugin_api import SYSTEM, disable_plugin, enable_plugin, is_enabled
from core.tenancy.table import subsite_table

from .registry import Figure, measurement
from .requests import get

PLUGIN = "queries"
TIMES = 10
WATCHER = """
import sys, time, django
django.setup()
from core.plugin_api import is_enabled
from core.tenancy.table import subsite_table
from django.core.signals import request_started, request_finished
slug, plugin, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
def state():
    # As at the beginning of a request.
    request_started.send(sender=None)
    try:
        return is_enabled(plugin, subsite_table().by_slug[slug])
    finally:
        request_finished.send(sender=None)
last = state()
print("ready", flush=True)
for _ in range(times):
    while (now := state()) == last:
        time.sleep(0.005)
    last = now
    print(time.monotonic(), flush=True)
"""


def switch(subsite: object, *, enabled: bool) -> None:
    (enable_plugin if enabled else disable_plugin)(subsite=subsite, slug=PLUGIN, by=SYSTEM)


@measurement
def switching_a_plugin() -> Iterable[Figure]:
    """The median and the slowest of several switches, on and off, watched by a second process."""
    entry = next(entry for entry in subsite_table().all if entry.kind == "township")
    command = [sys.executable, "-c", WATCHER, entry.slug, PLUGIN, str(TIMES)]
    took, seen = [], []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as watcher:
        assert watcher.stdout is not None
        assert watcher.stdout.readline() == "ready\n"
        enabled = is_enabled(PLUGIN, entry)
        for _ in range(TIMES):
            enabled = not enabled
            began = time.monotonic()
            switch(entry, enabled=enabled)
            ended = time.monotonic()
            took.append(ended - began)
            seen.append(max(0.0, float(watcher.stdout.readline()) - ended))
    yield Figure("switching a plugin (median)", statistics.median(took), "s", 0.2)
    yield Figure("switching a plugin (slowest)", max(took), "s")
    yield Figure("switched plugin seen by another process (slowest)", max(seen), "s", 1)
    get(f"http://localhost/townships/{entry.slug}/")
