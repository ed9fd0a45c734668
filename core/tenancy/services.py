"""Changing what a subsite says of itself."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from core.access.actors import Actor
from core.access.grants import require
from core.audit.services import record

from .models import Subsite, SubsiteSettings
from .table import touch_revision


@transaction.atomic
def change_settings(*, subsite: Any, values: Mapping[str, Any], by: Actor) -> SubsiteSettings:
    """Write the foot and the page marks of a subsite (a Subsite or a SubsiteEntry); audited when they change.

    `values` holds fields of SubsiteSettings. Raises PermissionDenied without `manage_settings` there,
    ValidationError for a bad value.
    """
    require(by, "manage_settings", subsite)
    Subsite.objects.select_for_update(of=("self",)).get(pk=subsite.pk)
    row, _created = SubsiteSettings.objects.get_or_create(subsite_id=subsite.pk)
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(row, name, value)
        row.full_clean()
        row.save()
        touch_revision()
        record(
            action="subsite.settings_changed",
            by=by,
            subsite=subsite,
            target=row,
            data={"fields": sorted(changed)},
        )
    return row
