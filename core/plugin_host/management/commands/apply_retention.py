"""`manage.py apply_retention`: delete what plugins have kept long enough; belongs into a daily timer."""

from typing import Any

from django.core.management.base import BaseCommand

from core.plugin_host.keeping import apply_retention


class Command(BaseCommand):
    help = "Delete what plugins have kept long enough."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, count in apply_retention().items():
            self.stdout.write(f"{name}: {count} rows deleted")
