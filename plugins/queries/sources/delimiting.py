"""Rows of other systems as the CSV that the readers of uploads know."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone


def as_text(value: Any) -> str:
    """A value as somebody would have written it into a file; times in the county's own time."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return local.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)


def as_csv(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A file with the names in its first row."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(names)
    writer.writerows([as_text(value) for value in row] for row in rows)
    return file.getvalue().encode()
