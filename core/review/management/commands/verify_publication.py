"""`manage.py verify_publication CODE`: what was cleared under a code, and whether it still holds."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localtime

from core.review.verification import Finding, verify


class Command(BaseCommand):
    help = "Verify a publication by its code. Ends with 1 when the public text is not the recorded one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="as shown under the page, such as 7K3ZQ-0W9TX")

    def handle(self, *args: Any, code: str, **options: Any) -> None:
        found = verify(code)
        if found is None:
            raise CommandError(f"There is no publication with the code {code}.")
        publication = found.publication
        self.stdout.write(f"{found.code}  {publication.title}")
        self.stdout.write(
            f"{publication.subsite}  {localtime(publication.published_at):%Y-%m-%d %H:%M}  "
            f"{publication.get_origin_display()}"
        )
        for step, who in found.line:
            self.stdout.write(f"  {step}: {who}")
        self.stdout.write(f"sha256 {publication.content_hash}")
        self.stdout.write(found.words + (f" → {found.successor}" if found.successor else ""))
        if found.finding == Finding.CHANGED:
            sys.exit(1)
