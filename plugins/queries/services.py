"""Writes of the look-ups. Everything that changes a table goes through here.

A replacement happens in one transaction: rows, columns and the pointer to the current version change
together or not at all. Files are read and checked before it begins, so that the lock on the table is short.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin

from core.access.actors import SYSTEM, Actor
from core.plugin_api import record, require
from plugins.queries.changes import (
    apply_columns,
    build_columns,
    delete_rows,
    lock_table,
    make_current,
    new_version,
    prune,
    rewrite_rows,
    snapshot,
    waiting_copy,
)
from plugins.queries.clearing import SHOWN
from plugins.queries.configuration import limits
from plugins.queries.faults import UploadRefusedError
from plugins.queries.loading import rows_of_file, write_rows
from plugins.queries.models import LookupTable, PendingUpload, TableVersion, VersionState
from plugins.queries.models.columns import SLOTS
from plugins.queries.permissions import PERMISSION
from plugins.queries.services_clearing import (
    decided_by_chain,
    forget_newly_masked,
    hold_or_let_pass,
    let_pass,
    wait_for_review,
)
from plugins.queries.specs import ColumnSpec, suggest_specs, validate_specs, with_keys
from plugins.queries.tables.checking import check_table
from plugins.queries.tables.reading import RawTable, read_table

DETAILS = ("name", "slug", "description", "source_note", "download_allowed", "is_sample", "update_days")


def preview_upload(*, content: bytes, sheet: str = "") -> RawTable:
    """Read a file and store nothing. Raises `TableError` for what is no table at all."""
    return read_table(content, limits=limits(), sheet=sheet)


def hold_upload(
    *,
    subsite: Any,
    by: Any,
    content: bytes,
    file_name: str,
    table: LookupTable | None = None,
    details: Any = None,
) -> PendingUpload:
    """Keep a file until its editor has looked at it; an earlier one of theirs for the same table goes."""
    require(by, PERMISSION, subsite)
    with transaction.atomic():
        PendingUpload.objects.filter(subsite_id=subsite.pk, created_by=by, table=table).delete()
        return PendingUpload.objects.create(
            subsite_id=subsite.pk,
            created_by=by,
            table=table,
            content=content,
            file_name=file_name[-255:],
            details=details or {},
        )


def create_table(
    *,
    subsite: Any,
    by: Actor,
    name: str,
    content: bytes,
    file_name: str,
    columns: Sequence[ColumnSpec] | None = None,
    **details: Any,
) -> LookupTable:
    """Publish a new table from a file, or hand it in where the review chain decides; without `columns` as guessed.
    `details` are more of its fields.

    Raises `PermissionDenied`, `TableError`, `UploadRefusedError` for faults in the file, `ValidationError`
    for contradictory columns and for a name or slug that the office has already.
    """
    require(by, PERMISSION, subsite)
    raw = preview_upload(content=content)
    specs = with_keys(columns or suggest_specs(raw))
    validate_specs(specs, SLOTS)
    rows = _checked_rows(raw, specs)
    with transaction.atomic():
        table = LookupTable(subsite_id=subsite.pk, name=name, **_known(details))
        table.slug = table.slug or _free_slug(table)
        table.full_clean(exclude=["current_version"])
        table.save()
        stored = apply_columns(table, specs)
        version = new_version(table, stored, content=content, file_name=file_name, row_count=len(rows), by=by)
        write_rows(version, stored, rows_of_file(stored, rows))
        record(action="lookup_table.created", by=by, subsite=subsite, target=table, data=_told(version))
        if decided_by_chain(table, by):
            wait_for_review(table, version, by=by)
        else:
            let_pass(table, version)
            make_current(table, version, by=by)
    return table


def replace_rows(
    *,
    table: LookupTable,
    by: Actor,
    content: bytes,
    file_name: str,
    columns: Sequence[ColumnSpec] | None = None,
    seen_version: int | None = None,
    correction: str = "",
    source: Any = None,
) -> TableVersion:
    """Put the rows of a file in the place of the present ones, or change nothing.

    Where the review chain decides, the file becomes a version that waits, and citizens go on seeing the present one;
    `correction` says what was wrong with that, and the public reads it. What is read from a `source` within its cleared
    definition needs no review of its own.

    Every cell must fit the saved columns; with `columns` these are replaced too. `seen_version` is the pk of
    the version that the editor looked at. Raises `PermissionDenied`, `TableError`, `UploadRefusedError` with
    the report, `TableChangedError` when the table was changed since, also by somebody who was quicker.
    """
    require(by, PERMISSION, table.subsite)
    seen = seen_version or LookupTable.objects.values_list("current_version_id", flat=True).get(pk=table.pk)
    known = list(table.columns.all())
    specs = with_keys(columns, known) if columns else [ColumnSpec.of(column) for column in known]
    validate_specs(specs, SLOTS)
    rows = _checked_rows(preview_upload(content=content), specs)
    with transaction.atomic():
        locked = lock_table(table, seen)
        waits = source is None and decided_by_chain(locked, by)
        stored = list(locked.columns.all())
        if columns:
            stored = build_columns(locked, specs) if waits else apply_columns(locked, specs)
        version = new_version(
            locked, stored, content=content, file_name=file_name, row_count=len(rows), by=by
        )
        write_rows(version, stored, rows_of_file(stored, rows))
        if waits:
            wait_for_review(locked, version, by=by, correction=correction)
        else:
            let_pass(locked, version, source=source)
            make_current(locked, version, by=by)
            forget_newly_masked(locked, known, stored)
        record(
            action="lookup_table.replaced", by=by, subsite=locked.subsite, target=locked, data=_told(version)
        )
    table.refresh_from_db()
    return version


def restore_version(
    *, table: LookupTable, version: TableVersion, by: Actor, seen_version: int | None = None
) -> None:
    """Make a previous version the current one again.

    Its rows get the table's present columns where these have the same names; otherwise its own columns come
    back, and what is masked now stays masked. Raises `PermissionDenied`, `TableChangedError`, and
    `ValidationError` when the version's rows are gone or it belongs to another table.
    """
    require(by, PERMISSION, table.subsite)
    seen = seen_version or table.current_version_id
    with transaction.atomic():
        locked = lock_table(table, seen)
        chosen = TableVersion.objects.filter(table=locked, state=VersionState.PREVIOUS, pk=version.pk).first()
        if chosen is None:
            raise ValidationError(_("This version can no longer be restored."), code="gone")
        present = {column.name: ColumnSpec.of(column) for column in locked.columns.all()}
        before = [ColumnSpec.from_json(each) for each in chosen.columns]
        specs = (
            list(present.values())
            if {spec.name for spec in before} == set(present)
            else [present.get(spec.name, spec) for spec in before]
        )
        waits = decided_by_chain(locked, by)
        stored = build_columns(locked, specs) if waits else apply_columns(locked, specs)
        if snapshot(stored) != chosen.columns:
            chosen = rewrite_rows(chosen, stored)
        if waits:
            wait_for_review(locked, chosen, by=by)
        else:
            let_pass(locked, chosen)
            make_current(locked, chosen, by=by)
        record(
            action="lookup_table.restored", by=by, subsite=locked.subsite, target=locked, data=_told(chosen)
        )
    table.refresh_from_db()
    version.pk = chosen.pk


def configure_columns(
    *, table: LookupTable, by: Actor, columns: Sequence[ColumnSpec], seen_version: int | None = None
) -> None:
    """Change what may be done with the columns; the rows are indexed anew where that needs it.

    A changed type is held against all rows. What is masked from now on is masked in the stored rows, and
    previous versions, which hold it in clear, lose their rows. What was masked can be read again only after
    the next upload. Raises `PermissionDenied`, `TableChangedError`, `UploadRefusedError`, `ValidationError`.
    """
    require(by, PERMISSION, table.subsite)
    seen = seen_version or table.current_version_id
    known = list(table.columns.all())
    specs = with_keys(columns, known)
    if {spec.key for spec in specs} != {column.key for column in known}:
        raise ValidationError(_("These are not the columns of the table."), code="columns")
    validate_specs(specs, SLOTS)
    with transaction.atomic():
        locked = lock_table(table, seen)
        version = locked.current_version
        if version is not None and decided_by_chain(locked, by):
            built = build_columns(locked, specs)
            if snapshot(built) != version.columns:
                wait_for_review(locked, waiting_copy(version, built, by=by), by=by)
        else:
            stored = apply_columns(locked, specs)
            if version is not None and snapshot(stored) != version.columns:
                version = rewrite_rows(version, stored)
                let_pass(locked, version)
                make_current(locked, version, by=None)
            forget_newly_masked(locked, known, stored)
        record(
            action="lookup_table.configured",
            by=by,
            subsite=locked.subsite,
            target=locked,
            data={"columns": [spec.to_json() for spec in specs]},
        )
    table.refresh_from_db()


def change_details(*, table: LookupTable, by: Actor, **details: Any) -> None:
    """Change name, description and the other fields that describe the table; what citizens see of a public one is held
    back and handed in where the review chain decides. Raises `ValidationError`, also while a review is running.
    """
    require(by, PERMISSION, table.subsite)
    with transaction.atomic():
        locked = LookupTable.objects.select_for_update(of=("self",)).get(pk=table.pk)
        for field, value in _known(details).items():
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


def check_owner(upload: PendingUpload, by: Any) -> None:
    """Only who uploaded a file may see or confirm it. Raises `PermissionDenied`."""
    require(by, PERMISSION, upload.subsite)
    if upload.created_by_id != by.pk:
        raise PermissionDenied


def _checked_rows(raw: RawTable, specs: Sequence[ColumnSpec]) -> list[tuple[str, ...]]:
    checked = check_table(raw, [spec.expected for spec in specs])
    if not checked.report.ok:
        raise UploadRefusedError(checked.report)
    return checked.rows


def _known(details: dict[str, Any]) -> dict[str, Any]:
    unknown = set(details) - set(DETAILS)
    if unknown:
        raise TypeError(f"LookupTable has no details {sorted(unknown)}.")
    return details


def _free_slug(table: LookupTable) -> str:
    stem = slugify(" ".join(lazy_pinyin(table.name)))[:50].strip("-") or "table"
    taken = set(LookupTable.objects.filter(subsite_id=table.subsite_id).values_list("slug", flat=True))
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug


def _told(version: TableVersion) -> dict[str, Any]:
    return {
        "version": version.number,
        "file": version.file_name,
        "sha256": version.sha256,
        "rows": version.row_count,
    }


__all__ = [
    "PERMISSION",
    "change_details",
    "check_owner",
    "configure_columns",
    "create_table",
    "delete_table",
    "hold_upload",
    "preview_upload",
    "prune_versions",
    "replace_rows",
    "restore_version",
]
