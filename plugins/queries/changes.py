"""The steps that services are made of; each runs inside a service's transaction."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.access.actors import SYSTEM, Actor
from plugins.queries.faults import TableChangedError, UploadRefusedError
from plugins.queries.loading import rows_of_version, write_rows
from plugins.queries.models import LookupTable, TableColumn, TableRow, TableVersion, VersionState
from plugins.queries.specs import ColumnSpec, needs_slot
from plugins.queries.tables.report import Report
from plugins.queries.tables.types import MisfitError, read_cell


def person(by: Actor | None) -> Any:
    """The person for a foreign key; none for the system."""
    return None if by is SYSTEM else by


def lock_table(table: LookupTable, seen_version: int | None) -> LookupTable:
    """The table, locked until the transaction ends. Raises `TableChangedError` at another version."""
    locked = LookupTable.objects.select_for_update(of=("self",)).select_related("subsite").get(pk=table.pk)
    if locked.current_version_id != seen_version:
        raise TableChangedError
    return locked


def snapshot(columns: Sequence[TableColumn]) -> list[dict[str, Any]]:
    """The picture of the columns that a version keeps."""
    return [{**ColumnSpec.of(column).to_json(), "slot": column.slot} for column in columns]


def apply_columns(table: LookupTable, specs: Sequence[ColumnSpec]) -> list[TableColumn]:
    """Make the columns of the table what the specs say, in their order."""
    columns = build_columns(table, specs)
    table.columns.all().delete()
    return TableColumn.objects.bulk_create(columns)


def build_columns(table: LookupTable, specs: Sequence[ColumnSpec]) -> list[TableColumn]:
    """The columns that the specs say, not saved: those of a version that waits."""
    columns, slot = [], 0
    for position, spec in enumerate(specs):
        if takes_slot := needs_slot(spec):
            slot += 1
        columns.append(
            TableColumn(
                table=table,
                position=position,
                slot=slot if takes_slot else None,
                **{**asdict(spec), "type": spec.type.value},
            )
        )
    return columns


def new_version(
    table: LookupTable,
    columns: Sequence[TableColumn],
    *,
    content: bytes,
    file_name: str,
    row_count: int,
    by: Actor,
) -> TableVersion:
    """A version without rows yet, still behind the current one."""
    last = table.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = TableVersion(
        table=table,
        number=last + 1,
        state=VersionState.PREVIOUS,
        file_name=file_name[-255:],
        file_size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        row_count=row_count,
        columns=snapshot(columns),
        created_by=person(by),
    )
    try:
        with transaction.atomic():
            version.save()
    except IntegrityError as error:
        # Where the database has no row locks the number tells that somebody was quicker.
        raise TableChangedError from error
    return version


def make_current(
    table: LookupTable, version: TableVersion, *, by: Actor | None, also: Sequence[str] = ()
) -> None:
    """Point the table to the version. Without `by` the table counts as unchanged: only its index was
    rewritten. `also` are further fields of the table that change with it, at once.
    """
    table.versions.filter(state=VersionState.CURRENT).exclude(pk=version.pk).update(
        state=VersionState.PREVIOUS
    )
    version.state = VersionState.CURRENT
    version.save(update_fields=["state"])
    table.current_version = version
    if by is not None:
        table.updated_at = timezone.now()
        table.updated_by = person(by)
    table.save(update_fields=["current_version", "updated_at", "updated_by", *also])
    if replaced := getattr(version, "replaces", None):
        TableVersion.objects.filter(pk=replaced).delete()


def rewrite_rows(version: TableVersion, columns: Sequence[TableColumn]) -> TableVersion:
    """Write the rows of a version anew for changed columns, in a version that takes its place in the history.

    Raises `UploadRefusedError` when values do not fit a changed type.
    """
    retyped = _retyped(version, columns)
    masked = {each["key"]: each["slot"] for each in version.columns if each["masked"]}
    old_pk, state = version.pk, version.state
    TableVersion.objects.filter(pk=old_pk).update(state=VersionState.PREVIOUS, number=_free_number(version))
    successor = TableVersion.objects.get(pk=old_pk)
    successor.pk = None
    successor.number, successor.state, successor.columns = (
        version.number,
        VersionState.PREVIOUS,
        snapshot(columns),
    )
    successor.save(force_insert=True)
    write_rows(successor, columns, rows_of_version(version, columns, masked, retyped))
    delete_rows([version])
    if state == VersionState.CURRENT:
        successor.state = state
        successor.replaces = old_pk  # type: ignore[attr-defined]  # it goes when the table points to its successor
    else:
        TableVersion.objects.filter(pk=old_pk).delete()
    return successor


def waiting_copy(version: TableVersion, columns: Sequence[TableColumn], *, by: Actor) -> TableVersion:
    """A version with the rows of another one for changed columns, which waits to become public.

    Raises `UploadRefusedError` when values do not fit a changed type.
    """
    retyped = _retyped(version, columns)
    masked = {each["key"]: each["slot"] for each in version.columns if each["masked"]}
    copy = TableVersion.objects.get(pk=version.pk)
    copy.pk, copy.number, copy.state = None, _free_number(version), VersionState.PREVIOUS
    copy.columns, copy.created_at, copy.created_by = snapshot(columns), timezone.now(), person(by)
    copy.save(force_insert=True)
    write_rows(copy, columns, rows_of_version(version, columns, masked, retyped))
    return copy


def _free_number(version: TableVersion) -> int:
    last = (
        TableVersion.objects.filter(table_id=version.table_id)
        .order_by("-number")
        .values_list("number", flat=True)
    )
    return (last.first() or 0) + 1


def _retyped(version: TableVersion, columns: Sequence[TableColumn]) -> frozenset[str]:
    """The keys of the columns with another type than before, when all values fit. What is masked stays as it
    is.
    """
    before = {each["key"]: each for each in version.columns}
    changed = [
        column
        for column in columns
        if column.key in before
        and before[column.key]["type"] != column.type
        and not before[column.key]["masked"]
    ]
    if not changed:
        return frozenset()
    report = Report()
    for number, values in TableRow.objects.filter(version=version).values_list("number", "values").iterator():
        for column in changed:
            value = values.get(column.key, "")
            try:
                read_cell(column.column_type, value)
            except MisfitError as misfit:
                report.add(misfit.problem, row=number + 1, column=column.name, value=value[:40])
    if not report.ok:
        raise UploadRefusedError(report)
    return frozenset(column.key for column in changed)


def prune(versions: Sequence[TableVersion]) -> None:
    """Delete the rows of versions; their line in the history stays."""
    delete_rows(versions)
    TableVersion.objects.filter(pk__in=[version.pk for version in versions]).update(
        state=VersionState.PRUNED, facets={}
    )


def delete_rows(versions: Sequence[TableVersion]) -> None:
    """Delete the rows of versions in one statement: Django's own way loads each to tell listeners of the
    deletion.
    """
    rows: Any = TableRow.objects.filter(version__in=versions)
    rows._raw_delete(rows.db)
