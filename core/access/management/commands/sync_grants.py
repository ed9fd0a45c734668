"""`manage.py sync_grants`: after an upgrade, make the grants say what the roles carry now."""

from typing import Any

from django.core.management.base import BaseCommand

from core.access.services import sync_grants


class Command(BaseCommand):
    help = "Write all grants anew from the role assignments (after roles or plugins' permissions changed in code)."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"grants of {sync_grants()} person-and-subsite pairs are in step with their roles")
