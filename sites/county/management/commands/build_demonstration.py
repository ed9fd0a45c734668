"""``manage.py build_demonstration``: the county to look at, with everything in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from core.provisioning.services import BuildBusyError, FaultyCountyError
from sites.county.demonstration.build import Built, NotADemonstrationError, Tell, build_demonstration

PARTS = {
    "offices": gettext_lazy("offices"),
    "home pages": gettext_lazy("home pages"),
    "pictures": gettext_lazy("pictures"),
    "pictures and files": gettext_lazy("pictures and files"),
    "articles": gettext_lazy("articles"),
    "look-ups": gettext_lazy("look-ups"),
    "data sources": gettext_lazy("data sources"),
    "surveys": pgettext_lazy("parts of the demonstration", "surveys"),
    "interviews": pgettext_lazy("parts of the demonstration", "interviews"),
    "translations": pgettext_lazy("English pages", "translations"),
    "reference index": gettext_lazy("reference index"),
    "search index": gettext_lazy("search index"),
    "review chains": gettext_lazy("review chains"),
    "accounts": gettext_lazy("accounts"),
}


class Command(BaseCommand):
    """Builds what is missing, tells what it made and who may sign in."""

    help = "Build the demonstration: offices, articles, pictures, look-ups, surveys, accounts. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        console = Console(stderr=True)
        try:
            with _progress(console, quiet=options["verbosity"] == 0) as tell:
                built = build_demonstration(var=settings.VAR_DIR, tell=tell)
        except NotADemonstrationError:
            raise CommandError(_("These settings allow no demonstration data.")) from None
        except FaultyCountyError as error:
            raise CommandError("\n".join(str(fault) for fault in error.faults)) from None
        except BuildBusyError:
            raise CommandError(_("Somebody else is building the county. Try again later.")) from None
        if options["verbosity"]:
            self._report(built, verbosity=options["verbosity"])

    def _report(self, built: Built, *, verbosity: int) -> None:
        if built.changed:
            self.stdout.write(
                ", ".join(f"{PARTS[name]}: {count}" for name, count in built.counts.items() if count)
            )
        else:
            self.stdout.write(_("The demonstration was complete already; nothing was changed."))
        if verbosity > 1:
            for name, seconds in built.seconds.items():
                self.stdout.write(f"{seconds:7.2f} s  {PARTS[name]}")
        if built.changed or verbosity > 1:
            Console(file=cast(TextIO, self.stdout)).print(_accounts(built))


def _accounts(built: Built) -> Table:
    table = Table(title=_("Demonstration accounts"))
    for heading in (_("username"), _("password"), _("role"), _("office")):
        table.add_column(heading)
    for row in built.accounts:
        table.add_row(row["username"], row["password"], row["role"], row["office"])
    return table


@contextmanager
def _progress(console: Console, *, quiet: bool) -> Iterator[Tell]:
    """A bar for each part; on something that is no terminal, nothing moves and the last state is printed."""
    if quiet:
        yield lambda _part, _done, _total: None
        return
    bars = Progress(
        TextColumn("{task.description:<14}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
    )
    tasks: dict[str, TaskID] = {}
    with bars:

        def tell(part: str, done: int, total: int) -> None:
            if part not in tasks:
                tasks[part] = bars.add_task(str(PARTS[part]), total=total)
            bars.update(tasks[part], completed=done, total=total)

        yield tell
