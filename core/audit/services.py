"""Writing the record of decisions."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from core.access.actors import Actor, System

from .models import AuditRecord


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
    """
    return AuditRecord.objects.create(
        action=action,
        actor=None if isinstance(by, System) else by,
        actor_label=str(by),
        subsite_id=getattr(subsite, "pk", None),
        target_type=target._meta.label if target is not None else "",
        target_id=str(target.pk) if target is not None else "",
        target_label=str(target)[:255] if target is not None else "",
        data=dict(data or {}),
    )
