"""Writes of sources: making, changing, deleting and reading them."""

import hashlib
from dataclasses import fields
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access.actors import SYSTEM, Actor
from core.plugin_api import (
    needs_review,
    record,
    require,
    require_cleared,
    require_taking_back_cleared,
    submit_for_review,
)
from core.sealing import seal
from plugins.queries.clearing import SOURCE_KIND, waiting_of
from plugins.queries.faults import TableChangedError, UploadRefusedError
from plugins.queries.models import DataSource, LookupTable
from plugins.queries.services import PERMISSION, replace_rows
from plugins.queries.sources.calling import read_all
from plugins.queries.sources.faults import Fault, SourceError
from plugins.queries.sources.health import note_failure
from plugins.queries.sources.registry import PROVIDERS
from plugins.queries.tables.problems import TableError

DETAILS = ("name", "timeout_seconds", "retries", "refresh_minutes", "cache_minutes")


@transaction.atomic
def create_source(
    *, subsite: Any, by: Actor, provider: str, settings: dict[str, Any], secret: str = "", **details: Any
) -> DataSource:
    """Make a source; where the review chain decides it is only tried until it is cleared.

    Raises `PermissionDenied`, `ValidationError`; the settings come out of the provider's form."""
    require(by, PERMISSION, subsite)
    source = DataSource(subsite_id=subsite.pk, provider=provider, **_known(details))
    source.settings = _settings(provider, settings)
    source.sealed_secret = seal(secret) if secret else ""
    source.full_clean()
    source.note_writer(by)
    source.save()
    record(
        action="data_source.created",
        by=by,
        subsite=subsite,
        target=source,
        data={"provider": provider, "secret": bool(secret)},
    )
    if not decided_by_chain(source, by):
        use_source(source, by)
    return source


@transaction.atomic
def change_source(
    *, source: DataSource, by: Actor, settings: dict[str, Any], secret: str | None = None, **details: Any
) -> DataSource:
    """Change a source; the secret stays when it is None and goes when it is empty. It is asked again at once.

    Where the review chain decides, what is read from where is held back until it is cleared. Kept answers go, because
    they belong to the former settings. Raises ValidationError while a review is running.
    """
    require(by, PERMISSION, source.subsite)
    locked = DataSource.objects.select_for_update(of=("self",)).get(pk=source.pk)
    before = locked.draft().settings
    for name, value in _known(details).items():
        setattr(locked, name, value)
    locked.settings = wanted = _settings(locked.provider, settings)
    if secret is not None:
        locked.sealed_secret = seal(secret) if secret else ""
    locked.failures, locked.down_since, locked.next_try_at, locked.fault = 0, None, None, ""
    locked.full_clean()
    _hold_or_use(locked, by)
    changed = sorted(name for name, value in wanted.items() if before.get(name) != value)
    record(
        action="data_source.changed",
        by=by,
        subsite=locked.subsite,
        target=locked,
        data={"settings": changed, "secret": secret is not None},
    )
    return locked


@transaction.atomic
def delete_source(*, source: DataSource, by: Actor) -> None:
    """Delete a source; the table that it fed stays. Raises `ValidationError` while a page asks it."""
    require(by, PERMISSION, source.subsite)
    pages = [page.title for page in source.pages.all()[:5]]
    if pages:
        raise ValidationError(
            _("These pages ask the source: %(pages)s.") % {"pages": "、".join(pages)}, code="in_use"
        )
    if source.is_cleared and decided_by_chain(source, by):
        raise ValidationError(
            _("“%(source)s” is in use: submit first that it be stopped.") % {"source": source}, code="in_use"
        )
    record(action="data_source.deleted", by=by, subsite=source.subsite, target=source)
    source.delete()


@transaction.atomic
def feed_table(*, source: DataSource, table: LookupTable, by: Actor) -> None:
    """Have a source feed a table of the same office from now on, or hand that in where the review chain decides.

    Raises `ValidationError`.
    """
    require(by, PERMISSION, source.subsite)
    if table.subsite_id != source.subsite_id:
        raise ValidationError(_("This table belongs to another office."))
    if DataSource.objects.filter(table=table).exclude(pk=source.pk).exists():
        raise ValidationError(_("Another source feeds this table."))
    locked = DataSource.objects.select_for_update(of=("self",)).get(pk=source.pk)
    locked.table = table
    _hold_or_use(locked, by)
    if not locked.is_cleared:
        submit_for_review(SOURCE_KIND, locked, by=by)
    record(
        action="data_source.feeds_table",
        by=by,
        subsite=source.subsite,
        target=source,
        data={"table": table.pk},
    )


def refresh_table(*, source: DataSource, by: Actor) -> bool:
    """Read a source and put its rows into its table. Returns whether they are new.

    A file like the present one changes nothing. Raises `PermissionDenied` and `SourceError`; the table keeps its rows
    then.
    """
    if by is not SYSTEM:
        require(by, PERMISSION, source.subsite)
    table = source.table
    if table is None or not source.is_cleared or (table.current_version_id is None and _awaits(table)):
        return False
    DataSource.objects.filter(pk=source.pk).update(refreshed_at=timezone.now())
    fetched = read_all(source)
    version = table.current_version
    if version and version.sha256 == hashlib.sha256(fetched.content).hexdigest():
        return False
    try:
        replace_rows(table=table, by=by, content=fetched.content, file_name=fetched.file_name, source=source)
    except (TableError, UploadRefusedError):
        note_failure(source, Fault.ROWS)
        raise SourceError(Fault.ROWS) from None
    except TableChangedError:
        raise SourceError(Fault.CHANGED) from None
    return True


def try_at_once(*, source: DataSource, by: Actor) -> None:
    """Let somebody who has just mended a source ask it now, though it failed too often and is left alone for a while.

    Raises `PermissionDenied`. If it fails again, it is left alone again, for longer.
    """
    require(by, PERMISSION, source.subsite)
    DataSource.objects.filter(pk=source.pk).update(next_try_at=None)


def refresh_due(subsite: Any) -> int:
    """Read what is due of an office. Returns how many tables got new rows; failures are on the health page."""
    count = 0
    sources = DataSource.objects.filter(
        subsite_id=subsite.pk, is_cleared=True, table__isnull=False, refresh_minutes__isnull=False
    ).select_related("table__current_version", "subsite")
    for source in sources:
        if not source.is_due or (source.next_try_at and source.next_try_at > timezone.now()):
            continue
        try:
            count += refresh_table(source=source, by=SYSTEM)
        except SourceError:
            continue
    return count


def _awaits(table: LookupTable) -> bool:
    """Whether a first version of the table waits to be cleared: nothing is renewed that was never public."""
    return waiting_of(table) is not None


DEFINITION = ("name", "settings", "table")
"""What the chain clears of a source; the rest says how patiently it is asked, or is secret."""


def decided_by_chain(source: DataSource, by: Any) -> bool:
    """Whether what a person does with a source goes to the review chain."""
    return by is not SYSTEM and needs_review(SOURCE_KIND, subsite=source.subsite)


def _hold_or_use(source: DataSource, by: Any) -> None:
    """Save a changed source: its definition waits for the chain, or counts at once."""
    source.note_writer(by)
    if not decided_by_chain(source, by):
        source.held, source.writers = {}, []
        require_cleared(SOURCE_KIND, source)
        source.is_cleared = True
        source.save()
        source.answers.all().delete()
        return
    changed = source.hold_changes(DEFINITION) if source.is_cleared else []
    source.save()
    if changed:
        submit_for_review(SOURCE_KIND, source, by=by, action="correct", note=source.name)


@transaction.atomic
def submit_source(*, source: DataSource, by: Actor) -> None:
    """Hand in what is to be read from where, or use it at once where no chain decides.

    Raises PermissionDenied, and ValidationError where it is in use as it is, and while a review is running.
    """
    require(by, PERMISSION, source.subsite)
    locked = DataSource.objects.select_for_update(of=("self",)).get(pk=source.pk)
    if locked.is_cleared and not locked.held:
        raise ValidationError(_("This source is in use as it is."))
    if decided_by_chain(locked, by):
        action = "correct" if locked.is_cleared else "publish"
        submit_for_review(SOURCE_KIND, locked, by=by, action=action, note=locked.name)
    else:
        use_source(locked, by)


@transaction.atomic
def stop_source(*, source: DataSource, by: Actor, note: str = "") -> None:
    """Ask a source no more, or hand that in where the review chain decides; the rows that came from it stay.

    Raises PermissionDenied, and ValidationError for one that is not in use, without a note, and while a review runs.
    """
    require(by, PERMISSION, source.subsite)
    locked = DataSource.objects.select_for_update(of=("self",)).get(pk=source.pk)
    if not locked.is_cleared:
        raise ValidationError(_("This source is not in use."))
    if decided_by_chain(locked, by):
        if not note.strip():
            raise ValidationError({"note": _("Say why it is taken back: it is recorded.")})
        submit_for_review(SOURCE_KIND, locked, by=by, action="withdraw", note=note)
    else:
        take_out_of_use(locked, by)


@transaction.atomic
def use_source(source: DataSource, by: Any) -> None:
    """Ask a source as it was cleared from now on. Raises PermissionDenied when the chain has not cleared just this."""
    require_cleared(SOURCE_KIND, source)
    source.take_held()
    source.is_cleared, source.writers = True, []
    source.save()
    source.answers.all().delete()
    record(action="data_source.published", by=by, subsite=source.subsite, target=source)


@transaction.atomic
def take_out_of_use(source: DataSource, by: Any) -> None:
    """Ask a source no more. Raises PermissionDenied where the chain has to decide and has not."""
    require_taking_back_cleared(SOURCE_KIND, source)
    source.is_cleared = False
    source.save(update_fields=["is_cleared"])
    source.answers.all().delete()
    record(action="data_source.withdrawn", by=by, subsite=source.subsite, target=source)


def _settings(provider: str, values: dict[str, Any]) -> dict[str, Any]:
    """The settings, if they are the provider's. Raises `TypeError`."""
    unknown = set(values) - {field.name for field in fields(PROVIDERS[provider].settings_class)}
    if unknown:
        raise TypeError(f"{provider} has no settings {sorted(unknown)}.")
    return values


def _known(details: dict[str, Any]) -> dict[str, Any]:
    unknown = set(details) - set(DETAILS)
    if unknown:
        raise TypeError(f"DataSource has no details {sorted(unknown)}.")
    return details
