"""`manage.py break_glass --reason …`: a superuser for hours, recorded."""

import getpass
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localtime

from core.access.break_glass import open_break_glass, retire_superuser
from core.accounts.models import User


class Command(BaseCommand):
    help = "Make a superuser that loses its power by itself; everything it does is recorded for the auditor."

    def add_arguments(self, parser: ArgumentParser) -> None:
        action = parser.add_mutually_exclusive_group(required=True)
        action.add_argument("--reason", help="why, in a sentence; the auditor reads it")
        action.add_argument("--retire", metavar="USERNAME", help="take all power from a superuser now")
        parser.add_argument(
            "--minutes", type=int, default=120, help="how long it has power; 120 if not given"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["retire"]:
            user = User.objects.filter(username=options["retire"], is_superuser=True).first()
            if user is None:
                raise CommandError(f"There is no superuser {options['retire']!r}.")
            retire_superuser(user=user, why="retired on the command line")
            self.stdout.write(f"{user.username} has no power any more.")
            return
        try:
            made, password = open_break_glass(
                reason=options["reason"],
                lasting=timedelta(minutes=options["minutes"]),
                opened_by=getpass.getuser(),
            )
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"User name: {made.user.username}\nPassword: {password} (told this once)")
        self.stdout.write(f"Has power until {localtime(made.expires_at):%Y-%m-%d %H:%M}.")
