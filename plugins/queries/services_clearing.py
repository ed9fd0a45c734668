"""A table's way through the review chain: versions that wait, what becomes public, and taking it back."""

from collections.abc import Iterable, Sequence
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
    require_within,
    submit_for_review,
)
from plugins.queries.changes import apply_columns, make_current, prune, rewrite_rows, snapshot
from plugins.queries.clearing import KIND, SOURCE_KIND, waiting_of
from plugins.queries.models import LookupTable, TableVersion, VersionState
from plugins.queries.permissions import PERMISSION
from plugins.queries.specs import ColumnSpec


def decided_by_chain(table: Any, by: Any) -> bool:
    """Whether what a person does with a table, or with an upload for one, goes to the review chain.

    The system hands nothing in: it brings content in as an import, renews it within a cleared source, or is refused.
    """
    return by is not SYSTEM and needs_review(KIND, subsite=table.subsite)


def let_pass(table: LookupTable, version: TableVersion, *, source: Any = None) -> None:
    """Before a version becomes the current one: it is on record as public from now on.

    Raises PermissionDenied where the chain has to clear it, or the source that it was read from, and has not.
    """
    table.next_version = version
    try:
        if source is None:
            require_cleared(KIND, table)
        else:
            require_within(KIND, table, by_kind=SOURCE_KIND, by_item=source)
    finally:
        table.next_version = None


def wait_for_review(table: LookupTable, version: TableVersion, *, by: Any, correction: str = "") -> None:
    """Hand a version in. What waited before is put by. Raises ValidationError while a review of it is running."""
    TableVersion.objects.filter(table=table, state=VersionState.WAITING).exclude(pk=version.pk).update(
        state=VersionState.PREVIOUS
    )
    version.state = VersionState.WAITING
    version.save(update_fields=["state"])
    table.note_writer(by)
    table.save(update_fields=["writers"])
    hand_in(table, by=by, correction=correction)


def hand_in(table: LookupTable, *, by: Any, correction: str = "") -> None:
    """Submit what waits of a table. A newer state of the data is a publication; with `correction` it is one."""
    submit_for_review(
        KIND, table, by=by, action="correct" if correction.strip() else "publish", note=correction.strip()
    )


@transaction.atomic
def submit_table(*, table: LookupTable, by: Actor, correction: str = "") -> None:
    """Hand in again what was returned, or what waits without a review.

    Raises PermissionDenied, and ValidationError where nothing waits or a review is running.
    """
    require(by, PERMISSION, table.subsite)
    locked = LookupTable.objects.select_for_update(of=("self",)).get(pk=table.pk)
    if waiting_of(locked) is None and not locked.held:
        raise ValidationError(_("Nothing of this table waits to become public."))
    if decided_by_chain(locked, by):
        hand_in(locked, by=by, correction=correction)
    else:
        make_public(locked, by)


def hold_or_let_pass(table: LookupTable, names: Iterable[str], *, by: Any) -> None:
    """Before changed fields of a table are saved: what citizens see of them is held back and handed in where the chain
    decides, and on record as public elsewhere."""
    if table.current_version_id is None or not names:
        return
    if decided_by_chain(table, by):
        before = dict(table.held)
        table.hold_changes(names)
        if table.held != before:
            table.note_writer(by)
            LookupTable.objects.filter(pk=table.pk).update(held=table.held, writers=table.writers)
            if table.held:
                hand_in(table, by=by)
        return
    let_pass(table, table.current_version)  # type: ignore[arg-type]  # it has one


@transaction.atomic
def make_public(table: LookupTable, by: Any) -> None:
    """Show citizens the version that waits, and what is held back. Raises PermissionDenied when the chain has not
    cleared exactly this."""
    locked = LookupTable.objects.select_for_update(of=("self",)).select_related("subsite").get(pk=table.pk)
    version = waiting_of(locked) or locked.current_version
    if version is None:
        raise ValidationError(_("Nothing of this table waits to become public."))
    require_cleared(KIND, locked)
    known = list(locked.columns.all())
    stored = known
    if version.state == VersionState.WAITING:
        stored = apply_columns(locked, [ColumnSpec.from_json(each) for each in version.columns])
        if snapshot(stored) != version.columns:
            version = rewrite_rows(version, stored)
    changed = locked.take_held()
    if changed:
        locked.full_clean(exclude=["current_version"])
    locked.writers = []
    make_current(locked, version, by=by, also=[*changed, "held", "writers"])
    forget_newly_masked(locked, known, stored)
    record(
        action="lookup_table.published",
        by=by,
        subsite=locked.subsite,
        target=locked,
        data={"version": version.number, "fields": sorted(changed)},
    )


@transaction.atomic
def take_back_table(*, table: LookupTable, by: Actor, note: str = "") -> None:
    """Show citizens nothing of a table any more, or hand that in where the review chain decides; its versions stay.

    Raises PermissionDenied, and ValidationError for what is not public, without a note, and while a review is running.
    """
    require(by, PERMISSION, table.subsite)
    locked = LookupTable.objects.select_for_update(of=("self",)).select_related("subsite").get(pk=table.pk)
    if locked.current_version_id is None:
        raise ValidationError(_("This table is not public: there is nothing to take back."))
    if decided_by_chain(locked, by):
        if not note.strip():
            raise ValidationError({"note": _("Say why it is taken back: it is recorded.")})
        submit_for_review(KIND, locked, by=by, action="withdraw", note=note)
    else:
        hide(locked, by)
    table.refresh_from_db()


@transaction.atomic
def hide(table: LookupTable, by: Any) -> None:
    """Point the table to no version. Raises PermissionDenied where the chain has to decide and has not."""
    locked = LookupTable.objects.select_for_update(of=("self",)).select_related("subsite").get(pk=table.pk)
    require_taking_back_cleared(KIND, locked)
    locked.versions.filter(state=VersionState.CURRENT).update(state=VersionState.PREVIOUS)
    changed = locked.take_held()
    locked.current_version, locked.updated_at = None, timezone.now()
    locked.save(update_fields=["current_version", "updated_at", "held", *changed])
    record(action="lookup_table.withdrawn", by=by, subsite=locked.subsite, target=locked)


def forget_newly_masked(table: LookupTable, before: Sequence[Any], after: Sequence[Any]) -> None:
    """Previous versions hold in clear what is masked from now on: their rows go."""
    was_clear = {column.key for column in before if not column.masked}
    if any(column.masked and column.key in was_clear for column in after):
        prune(list(table.versions.filter(state=VersionState.PREVIOUS)))
