"""`manage.py plugin …`: everything about plugins on the command line."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.checks import Error, run_checks
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from core.access.actors import SYSTEM
from core.plugin_api.discovery import PLUGINS_FOLDER
from core.plugin_api.manifest import installed_plugins
from core.plugin_api.problems import problems
from core.plugin_host.gate import open_entries
from core.plugin_host.lifecycle.content import export_content, without_tables
from core.plugin_host.lifecycle.distribution import is_checkout, make_distribution
from core.plugin_host.lifecycle.making import NewPluginError, make_plugin
from core.plugin_host.lifecycle.removing import RemovalRefused, refuse_removal, remove_plugin
from core.plugin_host.services import disable_plugin, enable_plugin, set_policy
from core.tenancy.models import TenancyRevision
from core.tenancy.table import SubsiteEntry, subsite_table

READ_SUBSITES = frozenset({"list", "enable", "disable", "policy", "remove"})
"""Actions that ask the database where plugins are on; the others work on code alone."""


def _has_tables() -> bool:
    return TenancyRevision._meta.db_table in connection.introspection.table_names()


class Command(BaseCommand):
    help = "List, check, make, switch and remove plugins, and set the central policy for them."
    requires_system_checks = ()  # a broken plugin must not keep this command from being used on it

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("list", help="installed plugins and where they are on")
        actions.add_parser("check", help="run all system checks of plugins")
        new = actions.add_parser("new", help="make a plugin from the template")
        new.add_argument("slug")
        new.add_argument("--title", default="", help="what people read; the slug if not given")
        new.add_argument(
            "--outside",
            action="store_true",
            help="a repository of its own, with a pyproject.toml; always so where Countywide is installed",
        )
        new.add_argument("--folder", type=Path, help="where to make it, if not in plugins/ or, outside, here")
        new.add_argument("--package", default="", help="dotted name it is imported by, if not plugins.SLUG")
        for name in ("enable", "disable"):
            switch = actions.add_parser(name, help=f"{name} a plugin on subsites")
            switch.add_argument("slug")
            switch.add_argument("subsites", nargs="*", metavar="SUBSITE", help="slugs of subsites")
            switch.add_argument("--profile", default="", help="all subsites of this profile")
            switch.add_argument("--all", action="store_true", help="all subsites")
        policy = actions.add_parser("policy", help="force, allow or forbid a plugin")
        policy.add_argument("slug")
        policy.add_argument("rule", choices=["forced", "allowed", "forbidden", "none"])
        policy.add_argument("--profile", default="")
        policy.add_argument("--subsite", default="")
        remove = actions.add_parser("remove", help="take all that a plugin has out of the database")
        remove.add_argument("slug")
        remove.add_argument("--export", type=Path, help="write its content to this file first (JSON lines)")
        remove.add_argument("--delete", action="store_true", help="delete its content")

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        if action in READ_SUBSITES and not _has_tables():
            raise CommandError("The database has no tables yet. Make them first: manage.py migrate")
        try:
            getattr(self, f"_{action}")(options)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        except (NewPluginError, RemovalRefused) as refusal:
            raise CommandError(str(refusal)) from refusal

    def _list(self, options: dict[str, Any]) -> None:
        total = len(subsite_table().all)
        removed = without_tables()
        for config in installed_plugins():
            state = f"{config.availability}, on {len(open_entries(config.slug))} of {total} subsites"
            if config.slug in removed:
                state = "removed: take its code away, or run manage.py migrate to have it back"
            self.stdout.write(f"{config.slug} {config.version}  {config.title}  {state}")
        for problem in problems():
            self.stderr.write(f"{problem.plugin}: {problem.message}")

    def _check(self, options: dict[str, Any]) -> None:
        messages = run_checks(tags=["plugins"], databases=["default"])
        for message in messages:
            self.stderr.write(str(message))
        if any(message.level >= Error("").level for message in messages):
            raise CommandError(f"{len(messages)} messages about plugins.")
        self.stdout.write(f"{len(installed_plugins())} plugins, no fault.")

    def _new(self, options: dict[str, Any]) -> None:
        slug, title, folder = options["slug"], options["title"], options["folder"]
        if options["outside"] or not (folder or is_checkout()):
            made = make_distribution(slug, title, folder or Path())
            self.stdout.write(f"Made {made}. Next, in it: pip install --editable '.[testing]', then pytest")
            return
        made = make_plugin(slug, title, folder or PLUGINS_FOLDER, options["package"])
        self.stdout.write(f"Made {made}. Next: manage.py migrate, manage.py plugin check, pytest {made}")

    def _enable(self, options: dict[str, Any]) -> None:
        self._switch(options, enable_plugin, "on")

    def _disable(self, options: dict[str, Any]) -> None:
        self._switch(options, disable_plugin, "off")

    def _switch(self, options: dict[str, Any], switch: Any, word: str) -> None:
        for entry in self._chosen(options):
            changed = switch(subsite=entry, slug=options["slug"], by=SYSTEM)
            self.stdout.write(f"{entry.slug}: {options['slug']} {'now' if changed else 'already'} {word}")

    def _chosen(self, options: dict[str, Any]) -> list[SubsiteEntry]:
        table = subsite_table()
        chosen = [self._entry(slug) for slug in options["subsites"]]
        if options["all"] or options["profile"]:
            chosen += [e for e in table.all if options["all"] or e.profile == options["profile"]]
        if not chosen:
            raise CommandError("Name subsites, --profile or --all.")
        return list({entry.id: entry for entry in chosen}.values())

    def _entry(self, slug: str) -> SubsiteEntry:
        entry = subsite_table().by_slug.get(slug)
        if entry is None:
            raise CommandError(f"There is no subsite {slug!r}.")
        return entry

    def _policy(self, options: dict[str, Any]) -> None:
        rule = None if options["rule"] == "none" else options["rule"]
        subsite = self._entry(options["subsite"]) if options["subsite"] else None
        changed = set_policy(
            slug=options["slug"], rule=rule, profile=options["profile"], subsite=subsite, by=SYSTEM
        )
        self.stdout.write("changed" if changed else "nothing to change")

    def _remove(self, options: dict[str, Any]) -> None:
        slug = options["slug"]
        if options["export"]:
            if options["export"].exists():
                raise CommandError(f"{options['export']} is there already.")
            refuse_removal(slug, delete=options["delete"])
            count = export_content(slug, options["export"])
            self.stdout.write(f"{count} records written to {options['export']}")
        for line in remove_plugin(slug, delete=options["delete"]):
            self.stdout.write(line)
        self.stdout.write(f"Now take the code away: the folder plugins/{slug}, or the distribution.")
