"""``manage.py build_county FOLDER``: build or update a county from a folder of CSV files."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from core.access.actors import SYSTEM
from core.provisioning.applying import Progress as Tell
from core.provisioning.example import write_example
from core.provisioning.notes import ACTIONS, details, line, worth_telling
from core.provisioning.services import BuildBusyError, Built, FaultyCountyError, build_county, no_progress
from core.provisioning.steps import Step

#: A build that creates a whole county would otherwise print a thousand lines.
FIRST_STEPS = 40


class Command(BaseCommand):
    """Reads, checks, plans, builds; or tells every fault and changes nothing."""

    help = (
        "Build or update a county from a folder with organisations.csv, columns-<profile>.csv, settings.csv "
        "and people.csv. See docs/provisioning.md."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="folder of the CSV files")
        parser.add_argument("--dry-run", action="store_true", help="only tell what would be done")
        parser.add_argument(
            "--example", action="store_true", help="write templates of the files into the folder"
        )
        parser.add_argument("--all", action="store_true", help="tell every step that does something")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if options["example"]:
            self._write_example(folder)
            return
        try:
            with self._progress(quiet=options["dry_run"] or options["verbosity"] == 0) as tell:
                built = build_county(folder=folder, by=SYSTEM, dry_run=options["dry_run"], progress=tell)
        except FaultyCountyError as error:
            for fault in error.faults:
                self.stderr.write(str(fault))
            raise CommandError(
                ngettext(
                    "%(count)d fault; nothing was changed.",
                    "%(count)d faults; nothing was changed.",
                    len(error.faults),
                )
                % {"count": len(error.faults)},
                returncode=1,
            ) from None
        except BuildBusyError:
            raise CommandError(
                _("Somebody else is building the county or writing for a long time. Try again later."),
                returncode=1,
            ) from None
        self._report(built, every=options["all"], verbosity=options["verbosity"])

    def _write_example(self, folder: Path) -> None:
        try:
            paths = write_example(folder)
        except FileExistsError as error:
            raise CommandError(
                _("%(file)s is there already. Name a new folder.") % {"file": error.args[0]}, returncode=1
            ) from None
        for path in paths:
            self.stdout.write(str(path))

    def _report(self, built: Built, *, every: bool, verbosity: int) -> None:
        if verbosity == 0:
            return
        told = [step for step in built.plan.steps if worth_telling(step)]
        shown = told if every or verbosity > 1 else told[:FIRST_STEPS]
        for step in shown:
            self.stdout.write(line(step))
            for detail in details(step):
                self.stdout.write(f"    {detail}")
        if len(told) > len(shown):
            self.stdout.write(
                _("… and %(count)d more steps (--all tells them)") % {"count": len(told) - len(shown)}
            )
        counted = built.plan.count()
        summary = ", ".join(f"{ACTIONS[action]}: {counted[action]}" for action in ACTIONS if counted[action])
        self.stdout.write(summary)
        if built.dry_run:
            self.stdout.write(_("Nothing was written: this was a dry run."))

    @contextmanager
    def _progress(self, *, quiet: bool) -> Iterator[Tell]:
        """A bar on a terminal, nothing elsewhere."""
        console = Console(stderr=True)
        if quiet or not console.is_terminal:
            yield no_progress
            return
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=console, transient=True) as bar:
            task = bar.add_task(_("Building the county"), total=None)

            def tell(done: int, total: int, step: Step) -> None:
                bar.update(task, completed=done, total=total, description=step.label[:24])

            yield tell
