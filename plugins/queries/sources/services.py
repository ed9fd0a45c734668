"""Writes of sources: making, changing, deleting and reading them."""

import hashlib
from dataclasses import fields
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access.actors import SYSTEM, Actor
from core.plugin_api import record, require
from core.sealing import seal
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
    """Make a source. Raises `PermissionDenied`, `ValidationError`; the settings come out of the provider's form."""
    require(by, PERMISSION, subsite)
    source = DataSource(subsite_id=subsite.pk, provider=provider, **_known(details))
    source.settings = _settings(provider, settings)
    source.sealed_secret = seal(secret) if secret else ""
    source.full_clean()
    source.save()
    record(
        action="data_source.created",
        by=by,
        subsite=subsite,
        target=source,
        data={"provider": provider, "secret": bool(secret)},
    )
    return source


@transaction.atomic
def change_source(
    *, source: DataSource, by: Actor, settings: dict[str, Any], secret: str | None = None, **details: Any
) -> DataSource:
    """Change a source; the secret stays when it is None and goes when it is empty. It is asked again at once.

    Kept answers go, because they belong to the former settings.
    """
    require(by, PERMISSION, source.subsite)
    locked = DataSource.objects.select_for_update(of=("self",)).get(pk=source.pk)
    before = locked.settings
    for name, value in _known(details).items():
        setattr(locked, name, value)
    locked.settings = _settings(locked.provider, settings)
    if secret is not None:
        locked.sealed_secret = seal(secret) if secret else ""
    locked.failures, locked.down_since, locked.next_try_at, locked.fault = 0, None, None, ""
    locked.full_clean()
    locked.save()
    locked.answers.all().delete()
    changed = sorted(name for name, value in locked.settings.items() if before.get(name) != value)
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
    record(action="data_source.deleted", by=by, subsite=source.subsite, target=source)
    source.delete()


@transaction.atomic
def feed_table(*, source: DataSource, table: LookupTable, by: Actor) -> None:
    """Have a source feed a table of the same office from now on. Raises `ValidationError`."""
    require(by, PERMISSION, source.subsite)
    if table.subsite_id != source.subsite_id:
        raise ValidationError(_("This table belongs to another office."))
    if DataSource.objects.filter(table=table).exclude(pk=source.pk).exists():
        raise ValidationError(_("Another source feeds this table."))
    DataSource.objects.filter(pk=source.pk).update(table=table)
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
    if table is None:
        return False
    DataSource.objects.filter(pk=source.pk).update(refreshed_at=timezone.now())
    fetched = read_all(source)
    version = table.current_version
    if version and version.sha256 == hashlib.sha256(fetched.content).hexdigest():
        return False
    try:
        replace_rows(table=table, by=by, content=fetched.content, file_name=fetched.file_name)
    except (TableError, UploadRefusedError):
        note_failure(source, Fault.ROWS)
        raise SourceError(Fault.ROWS) from None
    except TableChangedError:
        raise SourceError(Fault.CHANGED) from None
    return True


def refresh_due(subsite: Any) -> int:
    """Read what is due of an office. Returns how many tables got new rows; failures are on the health page."""
    count = 0
    sources = DataSource.objects.filter(
        subsite_id=subsite.pk, table__isnull=False, refresh_minutes__isnull=False
    ).select_related("table__current_version", "subsite")
    for source in sources:
        if not source.is_due or (source.next_try_at and source.next_try_at > timezone.now()):
            continue
        try:
            count += refresh_table(source=source, by=SYSTEM)
        except SourceError:
            continue
    return count


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
