"""``manage.py forget_second_factors USERNAME``: for somebody whom nobody else can help back in."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from core.access.actors import SYSTEM
from core.accounts.models import User
from core.accounts.recovery.services import forget_second_factors


class Command(BaseCommand):
    """Also for accounts for break-glass, which nobody in the administration decides over."""

    help = "Take the second factors from an account whose devices are lost, and end its sessions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account {username!r}.")
        try:
            count = forget_second_factors(user=user, by=SYSTEM)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        self.stdout.write(f"second factors taken away: {count}")
