"""`manage.py personal_data export|erase USERNAME`: what plugins keep about a person."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.access.actors import SYSTEM
from core.accounts.models import User
from core.plugin_host.keeping import erase_personal_data, export_personal_data


class Command(BaseCommand):
    help = "Export (as JSON) or erase what plugins keep about a person. Both are audited."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["export", "erase"])
        parser.add_argument("username")

    def handle(self, *args: Any, action: str, username: str, **options: Any) -> None:
        person = User.objects.filter(username=username).first()
        if person is None:
            raise CommandError(f"There is no account {username!r}.")
        if action == "export":
            found = export_personal_data(person=person, by=SYSTEM)
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2, default=str))
            return
        for name, count in erase_personal_data(person=person, by=SYSTEM).items():
            self.stdout.write(f"{name}: {count} rows erased")
