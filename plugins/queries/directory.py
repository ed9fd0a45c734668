"""A table as a directory: who is where, when they are there, and a number to call. Addresses are words, no map."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from plugins.queries.listing import shown
from plugins.queries.models.columns import ColumnRole, TableColumn
from plugins.queries.models.rows import TableRow
from plugins.queries.models.tables import LookupTable
from plugins.queries.presenting import Cell, cells_of, lookup_content
from plugins.queries.series import roles_of

if TYPE_CHECKING:
    from plugins.queries.models import LookupPage

OWN_PLACES = (ColumnRole.NAME, ColumnRole.GROUP, ColumnRole.ADDRESS, ColumnRole.PHONE, ColumnRole.HOURS)
_NUMBER = re.compile(r"\+?\d[\d\s()-]{3,}\d")


@dataclass(frozen=True)
class Entry:
    """One place or person of the directory."""

    name: str
    group: str
    address: str
    hours: str
    phones: list[tuple[str, str]]
    more: list[Cell]


def phones_in(text: str) -> list[tuple[str, str]]:
    """The telephone numbers of a cell: as written, and as a `tel:` link wants them.

    >>> phones_in("0818-1234567、13800001234")
    [('0818-1234567', '08181234567'), ('13800001234', '13800001234')]
    """
    found = [number.strip() for number in _NUMBER.findall(text)]
    return [(number, re.sub(r"[^\d+]", "", number)) for number in found]


def directory_content(request: HttpRequest, page: "LookupPage", table: LookupTable) -> dict[str, Any]:
    """The question, and one page of entries."""
    content = lookup_content(request, page, table)
    columns = list(table.columns.all())
    roles = roles_of(columns)
    others = [column for column in shown(columns) if column.series_role not in OWN_PLACES]
    return {**content, "entries": [_entry(row, roles, others) for row in content["page_obj"].object_list]}


def _entry(row: TableRow, roles: dict[str, TableColumn], others: list[TableColumn]) -> Entry:
    def value(role: ColumnRole) -> str:
        return row.values.get(roles[role].key, "") if role in roles else ""

    return Entry(
        name=value(ColumnRole.NAME),
        group=value(ColumnRole.GROUP),
        address=value(ColumnRole.ADDRESS),
        hours=value(ColumnRole.HOURS),
        phones=phones_in(value(ColumnRole.PHONE)),
        more=[cell for cell in cells_of(row, others) if cell.text],
    )
