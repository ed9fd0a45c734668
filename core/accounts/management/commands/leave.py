"""``manage.py leave USERNAME [--successor USERNAME]``: switch off the account of somebody who leaves."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from core.access.actors import SYSTEM
from core.accounts.leaving.services import leave
from core.accounts.models import User


class Command(BaseCommand):
    """Hands the work over and says how much of it there was."""

    help = "Hand over the work of somebody who leaves, end their memberships and sessions, switch the account off."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument(
            "--successor", help="the account that takes over, where it works for the same office"
        )

    def handle(self, *args: Any, username: str, successor: str | None = None, **options: Any) -> None:
        try:
            done = leave(
                user=self._account(username),
                successor=self._account(successor) if successor else None,
                by=SYSTEM,
            )
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in done.items()))

    def _account(self, username: str) -> User:
        found = User.objects.filter(username=username).first()
        if found is None:
            raise CommandError(f"There is no account {username!r}.")
        return found
