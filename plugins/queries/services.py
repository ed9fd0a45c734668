"""Writes of the look-ups: their rows and columns. Beside them services_details.py and services_uploads.py.

A replacement happens in one transaction: rows, columns and the pointer to the current version change
together or not at all. Files are read and checked before it begins, so that the lock on the table is short.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin

from core.access.actors import Actor
from core.plugin_api import record, require
from plugins.queries.changes import (
    apply_columns,
    build_columns,
    lock_table,
    make_current,
    new_version,
    rewrite_rows,
    snapshot,
    waiting_copy,
)
from plugins.queries.faults import UploadRefusedError
from plugins.queries.loading import rows_of_file, write_rows
from plugins.queries.models import LookupTable, TableVersion, VersionState
from plugins.queries.models.columns import SLOTS
from plugins.queries.permissions import PERMISSION
from plugins.queries.services_clearing import (
    decided_by_chain,
    forget_newly_masked,
    let_pass,
    wait_for_review,
)
from plugins.queries.services_details import known_details
from plugins.queries.services_uploads import preview_upload
from plugins.queries.specs import ColumnSpec, suggest_specs, validate_specs, with_keys
from plugins.queries.tables.checking import check_table
from plugins.queries.tables.reading import RawTable


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
        table = LookupTable(subsite_id=subsite.pk, name=name, **known_details(details))
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


def _checked_rows(raw: RawTable, specs: Sequence[ColumnSpec]) -> list[tuple[str, ...]]:
    checked = check_table(raw, [spec.expected for spec in specs])
    if not checked.report.ok:
        raise UploadRefusedError(checked.report)
    return checked.rows


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
    "configure_columns",
    "create_table",
    "replace_rows",
    "restore_version",
]
