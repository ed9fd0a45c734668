"""A table that the office uploaded, asked like any other source."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from plugins.queries.exact_keys import asked_keys
from plugins.queries.models.columns import TableColumn
from plugins.queries.models.rows import TableRow
from plugins.queries.models.tables import LookupTable
from plugins.queries.sources.delimiting import as_csv
from plugins.queries.sources.faults import Fault, SourceError
from plugins.queries.sources.matching import canonical
from plugins.queries.sources.provider import Fetched, Provider, Record
from plugins.queries.tables.sort_keys import sort_key
from plugins.queries.tables.types import MisfitError, read_cell

if TYPE_CHECKING:
    from plugins.queries.sources.forms import ProviderForm

RECORDS = 20


@dataclass(frozen=True)
class UploadedTableSettings:
    """The key of a table of the same office."""

    table: int = 0


class UploadedTable(Provider[UploadedTableSettings]):
    """Finds rows by a column that is found exactly, sorted or filtered; facts are columns by their names.

    Masked columns stay masked in every answer: their clear values are nowhere. They agree by their keyed digests.
    """

    slug = "uploaded"
    label = _("Uploaded table")
    summary = _("A table that this office keeps here, for look-ups by several facts.")
    settings_class = UploadedTableSettings
    asks = True

    @classmethod
    def form_class(cls) -> "type[ProviderForm]":
        from plugins.queries.sources.forms import UploadedTableForm

        return UploadedTableForm

    @cached_property
    def table(self) -> LookupTable:
        """The table. Raises `SourceError` when it is gone, empty or another office's."""
        found = (
            LookupTable.objects.for_subsite(self.subsite)
            .filter(pk=self.settings.table, current_version__isnull=False)
            .with_everything()
            .first()
        )
        if found is None:
            raise SourceError(Fault.FILE)
        return found

    @cached_property
    def columns(self) -> dict[str, TableColumn]:
        """The columns by name."""
        return {column.name: column for column in self.table.columns.all()}

    @property
    def is_known_personal(self) -> bool:
        return any(column.masked for column in self.columns.values())

    def read_all(self, seconds: float) -> Fetched:
        rows = TableRow.objects.filter(version=self.table.current_version).order_by("number")
        cells = (
            [values.get(column.key, "") for column in self.columns.values()]
            for values in rows.values_list("values", flat=True).iterator()
        )
        return Fetched(as_csv(list(self.columns), cells), f"{self.table.slug}.csv")

    def ask(self, facts: Mapping[str, str], seconds: float) -> list[Record]:
        name, value = next(iter(facts.items()))
        column = self.columns.get(name)
        if column is None or column.slot is None:
            raise SourceError(Fault.MAPPING)
        keys = list(self.comparable(name, value)) if column.masked else [_key_of(column, value)]
        condition = Q(**{f"key_{column.slot}__in": [key for key in keys if key]})
        rows = TableRow.objects.filter(condition, version=self.table.current_version).order_by("number")
        return [self._record(row) for row in rows[:RECORDS]]

    def comparable(self, field_name: str, value: str) -> Collection[str]:
        column = self.columns.get(field_name)
        if column is None or not column.masked:
            return (canonical(value),)
        return asked_keys(self.table.pk, column.key, column.column_type, value)

    def _record(self, row: Any) -> Record:
        values = {name: row.values.get(column.key, "") for name, column in self.columns.items()}
        digests = {
            name: (getattr(row, f"key_{column.slot}") if column.slot else "") or ""
            for name, column in self.columns.items()
            if column.masked
        }
        return Record(values, digests)


def _key_of(column: TableColumn, value: str) -> str | None:
    try:
        return sort_key(column.column_type, read_cell(column.column_type, value))
    except MisfitError:
        return None
