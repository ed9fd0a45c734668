"""`manage.py beat`: the clock beside the worker."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from core.tasks.beat import beat


class Command(BaseCommand):
    help = "Publish scheduled pages and enqueue due tasks, every 30 seconds until stopped (once with --once)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="beat once and stop, for a systemd timer")
        parser.add_argument("--interval", type=float, default=30.0, help="seconds between two beats")

    def handle(self, *args: Any, once: bool, interval: float, **options: Any) -> None:
        stop = threading.Event()
        if not once:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stop.set())
        while True:
            count = beat()
            if once:
                self.stdout.write(f"{count} tasks enqueued")
                return
            if stop.wait(interval):
                return
            close_old_connections()
