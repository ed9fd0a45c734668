"""Writing the record: of decisions, and of who looked at personal data."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from core.access.actors import Actor, System

from .models import AuditPending, AuditRecord, Category
from .tree.canonical import clean_text, leaf_hash, marks, storable
from .tree.sealing import seal_soon
from .words import words_of


def record(
    *,
    action: str,
    by: Actor,
    subsite: Any = None,
    target: models.Model | None = None,
    data: Mapping[str, Any] | None = None,
) -> AuditRecord:
    """Write one audit record in the caller's transaction.

    `action` is `<subject>.<past participle>` ("plugin.enabled"); `subsite` a Subsite or a SubsiteEntry;
    `data` must be JSON and must hold no personal data beyond what identifies the decision.

    The record is rolled back with the caller's work, and gets its number in the tree after the commit.
    Raises TypeError or ValueError when `data` is not JSON.
    """
    return _write(
        category=Category.DECISION,
        action=action,
        by=by,
        subsite=subsite,
        target_type=target._meta.label if target is not None else "",
        target_id=str(target.pk) if target is not None else "",
        target_label=str(target) if target is not None else "",
        data=data or {},
    )


def record_view(
    *,
    by: Actor,
    target: models.Model | type[models.Model],
    subsite: Any = None,
    fields: Sequence[str] = (),
    count: int = 1,
    purpose: str = "",
) -> AuditRecord:
    """Write that somebody looked at personal data, as the Personal Information Protection Law (art. 51) asks for.

    `target` is the row that was shown, or its model when a list or an export showed `count` of them; `fields` names
    what was shown ("telephone"), never its value; `purpose` says what for, when the person was asked. The row's own
    words are not kept, because they may name the citizen: only its kind and its key are.
    """
    one = isinstance(target, models.Model)
    return _write(
        category=Category.VIEW,
        action="personal_data.viewed",
        by=by,
        subsite=subsite,
        target_type=target._meta.label,
        target_id=str(target.pk) if isinstance(target, models.Model) else "",
        target_label="",
        data={
            "count": 1 if one else count,
            **({"fields": sorted(fields)} if fields else {}),
            **({"purpose": purpose} if purpose else {}),
        },
    )


def _write(
    *,
    by: Actor,
    action: str,
    subsite: Any,
    target_type: str,
    target_id: str,
    target_label: str,
    **content: Any,
) -> AuditRecord:
    written = AuditRecord(
        created_at=timezone.now(),
        actor_id=None if isinstance(by, System) else by.pk,
        actor_label=clean_text(str(by))[:160],
        action=action,
        subsite_id=getattr(subsite, "pk", None),
        subsite_label=clean_text(str(subsite))[:120] if subsite is not None else "",
        target_type=target_type,
        target_id=clean_text(target_id)[:64],
        target_label=clean_text(target_label)[:255],
        category=content["category"].value,
        data=storable(content["data"]),
    )
    written.words = words_of(written)
    with transaction.atomic(savepoint=False):
        written.save(force_insert=True)
        AuditPending.objects.bulk_create(
            [AuditPending(record_id=written.pk, hash=leaf_hash(written), marks=marks(written))]
        )
        seal_soon()
    return written
