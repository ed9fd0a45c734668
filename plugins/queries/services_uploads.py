"""Files that were uploaded and wait for their editor to look at them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from core.plugin_api import require
from plugins.queries.configuration import limits
from plugins.queries.models import LookupTable, PendingUpload
from plugins.queries.permissions import PERMISSION
from plugins.queries.tables.reading import RawTable, read_table


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


def check_owner(upload: PendingUpload, by: Any) -> None:
    """Only who uploaded a file may see or confirm it. Raises `PermissionDenied`."""
    require(by, PERMISSION, upload.subsite)
    if upload.created_by_id != by.pk:
        raise PermissionDenied
