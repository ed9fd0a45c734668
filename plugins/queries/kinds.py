"""The declared kinds of query over a table: the roles that its columns need, what is read, and a template each.

A kind is one entry here and one template, `queries/<slug>_page.html`. Calculators and look-ups at a source are kinds
too, but have page types of their own, because they show no table.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from plugins.queries.directory import directory_content
from plugins.queries.models.columns import ColumnRole
from plugins.queries.models.pages import LookupKind
from plugins.queries.models.tables import LookupTable
from plugins.queries.presenting import lookup_content
from plugins.queries.series_page import series_content
from plugins.queries.timetable import timetable_content

if TYPE_CHECKING:
    from plugins.queries.models import LookupPage

type Content = Callable[[HttpRequest, "LookupPage", LookupTable], Mapping[str, Any]]


@dataclass(frozen=True)
class Kind:
    """A way to show a table. `content` gives the variables of its template."""

    slug: LookupKind
    content: Content
    roles: tuple[ColumnRole, ...] = ()

    @property
    def template(self) -> str:
        """The template of its pages."""
        return f"queries/{self.slug.value}_page.html"

    def missing(self, table: LookupTable) -> list[str]:
        """The names of the roles that this kind needs and no column of the table has."""
        given = {column.series_role for column in table.columns.all()}
        return [str(role.label) for role in self.roles if role.value not in given]


KINDS: Mapping[str, Kind] = {
    kind.slug.value: kind
    for kind in (
        Kind(LookupKind.LOOKUP, lookup_content),
        Kind(
            LookupKind.SERIES,
            lambda request, _page, table: series_content(request.GET, table),
            (ColumnRole.DATE, ColumnRole.LABEL, ColumnRole.VALUE),
        ),
        Kind(LookupKind.TIMETABLE, timetable_content, (ColumnRole.LINE, ColumnRole.STOP, ColumnRole.TIMES)),
        Kind(LookupKind.DIRECTORY, directory_content, (ColumnRole.NAME,)),
    )
}
