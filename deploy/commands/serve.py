"""The web server of the demonstration: `python -m deploy.commands.serve --port 8000`.

The application is imported once, before the workers are forked: importing it is most of a start, and two workers
that each import it take twice the time of a machine with two cores that does anything else besides. What was imported
is then shared between them. Where processes are not forked (macOS, Windows), each worker imports it itself.
"""

import argparse
import gc
import multiprocessing
import sys

from deploy.commands.ports import HOST

TARGET = "settings.asgi:application"
WORKERS = 2
CONNECTIONS = 4096
"""Connections that may wait, and that a worker holds open: a live stream is one for as long as it is followed."""
STOPS_WITHIN = 5
"""Seconds after which a worker is killed. Open streams end at once (`core.streams`): they take none of it."""


def preload() -> None:
    """Import the application and its addresses; nothing is asked of the database, so nothing is open at the fork."""
    # Collecting garbage during the imports finds none and takes a tenth of the time.
    gc.disable()
    from django.urls import get_resolver

    import settings.asgi  # noqa: F401 - loads the application

    get_resolver().url_patterns  # noqa: B018 - computes them
    gc.freeze()
    gc.enable()


def main() -> None:
    """Serve until a signal comes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int, default=WORKERS)
    options = parser.parse_args()
    if sys.platform == "linux":
        # The default of Python 3.14 starts each worker from nothing.
        multiprocessing.set_start_method("fork")
        preload()
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        TARGET,
        address=HOST,
        port=options.port,
        interface=Interfaces.ASGINL,
        workers=options.workers,
        workers_kill_timeout=STOPS_WITHIN,
        backlog=CONNECTIONS,
        backpressure=CONNECTIONS,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    ).serve()


if __name__ == "__main__":
    main()
