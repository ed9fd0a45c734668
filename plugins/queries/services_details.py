"""Writes of what describes a table, and of tables and versions that go."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.access.actors import SYSTEM, Actor
from core.plugin_api import record, require
from plugins.queries.changes import (
    delete_rows,
    prune,
)
from plugins.queries.clearing import SHOWN
from plugins.queries.models import LookupTable, VersionState
from plugins.queries.permissions import PERMISSION
from plugins.queries.services_clearing import (
    decided_by_chain,
    hold_or_let_pass,
)

DETAILS = ("name", "slug", "description", "source_note", "download_allowed", "is_sample", "update_days")


def change_details(*, table: LookupTable, by: Actor, **details: Any) -> None:
    """Change name, description and the other fields that describe the table; what citizens see of a public one is held
    back and handed in where the review chain decides. Raises `ValidationError`, also while a review is running.
    """
    require(by, PERMISSION, table.subsite)
    with transaction.atomic():
        locked = LookupTable.objects.select_for_update(of=("self",)).get(pk=table.pk)
        for field, value in known_details(details).items():
            setattr(locked, field, value)
        locked.full_clean(exclude=["current_version"])
        hold_or_let_pass(locked, set(details) & set(SHOWN), by=by)
        locked.save(update_fields=[*details, "held", "writers"])
        record(
            action="lookup_table.changed",
            by=by,
            subsite=locked.subsite,
            target=locked,
            data={"fields": sorted(details)},
        )
    table.refresh_from_db()


def delete_table(*, table: LookupTable, by: Actor) -> None:
    """Delete a table with all its versions. Raises `ValidationError` while a page shows it."""
    require(by, PERMISSION, table.subsite)
    with transaction.atomic():
        locked = LookupTable.objects.select_for_update(of=("self",)).get(pk=table.pk)
        pages = [page.title for page in locked.pages.all()[:5]]
        if pages:
            raise ValidationError(
                _("These pages show the table: %(pages)s.") % {"pages": "、".join(pages)}, code="in_use"
            )
        if locked.current_version_id and decided_by_chain(locked, by):
            raise ValidationError(
                _("“%(table)s” is public: take it back first.") % {"table": locked}, code="public"
            )
        record(action="lookup_table.deleted", by=by, subsite=locked.subsite, target=locked)
        delete_rows(list(locked.versions.all()))
        locked.delete()


def prune_versions(*, table: LookupTable, keep: int, by: Actor) -> int:
    """Delete the rows of all but the newest `keep` previous versions. Returns how many versions."""
    if by is not SYSTEM:
        require(by, PERMISSION, table.subsite)
    with transaction.atomic():
        LookupTable.objects.select_for_update(of=("self",)).get(pk=table.pk)
        old = list(table.versions.filter(state=VersionState.PREVIOUS).order_by("-number")[keep:])
        prune(old)
        if old:
            record(
                action="lookup_table.pruned",
                by=by,
                subsite=table.subsite,
                target=table,
                data={"versions": [version.number for version in old]},
            )
    return len(old)


def known_details(details: dict[str, Any]) -> dict[str, Any]:
    """The details, if the table has them all. Raises TypeError."""
    unknown = set(details) - set(DETAILS)
    if unknown:
        raise TypeError(f"LookupTable has no details {sorted(unknown)}.")
    return details
