"""Apply the steps about columns."""

from typing import Any

from core.access.actors import Actor
from core.audit.services import record
from core.pages.models import ColumnPage, OfficesPage
from core.provisioning.applying_offices import Offices
from core.provisioning.checking_columns import OFFICES, OFFICES_COLUMNS
from core.provisioning.pages import Pages
from core.provisioning.planning_columns import column_key
from core.provisioning.rows import ColumnRow
from core.provisioning.steps import Step

#: The page's field for each value of a column that is one field of its page.
PAGE_FIELDS = {
    "title": "title",
    "description": "introduction",
    "keywords": "keywords",
    "kind": "kind",
    "menu": "show_in_menus",
}
LISTED_KINDS = {slug: kind for kind, slug in OFFICES_COLUMNS.items()}


class Columns:
    """Makes and changes columns; tells ``offices`` where each one is."""

    def __init__(self, pages: Pages, offices: Offices, by: Actor) -> None:
        self.pages = pages
        self.offices = offices
        self.by = by

    def create(self, step: Step) -> int:
        """Make a column. Returns its page's id."""
        row = _row(step)
        page = self.pages.add(self.pages.get(self._parent(step.office, row.parent)), _page(row))
        return int(page.pk)

    def change(self, step: Step) -> None:
        """Write the values that changed; a changed parent moves the page with all that is below it."""
        row = _row(step)
        changed = {change.name: change.after for change in step.changes}
        values = {PAGE_FIELDS[name]: value for name, value in changed.items() if name in PAGE_FIELDS}
        if row.kind == OFFICES:
            values.pop("kind", None)
        if values:
            self.pages.change(step.object_id, values)
        if "title_en" in changed:
            self.pages.change_english(step.object_id, changed["title_en"])
        if "parent" in changed:
            self.pages.move(step.object_id, self._parent(step.office, row.parent))
        subsite = self.offices.subsites[step.office]
        record(
            action="column.changed",
            by=self.by,
            subsite=subsite,
            target=self.pages.get(step.object_id),
            data={"fields": sorted(changed)},
        )

    def _parent(self, office: str, slug: str) -> int:
        if slug:
            return self.offices.columns[column_key(office, slug)]
        return int(self.offices.subsites[office].root_page_id)


def _row(step: Step) -> ColumnRow:
    if not isinstance(step.row, ColumnRow):
        raise TypeError(step)
    return step.row


def _page(row: ColumnRow) -> Any:
    common = {
        "title": row.title,
        "slug": row.slug,
        "show_in_menus": row.menu,
        "introduction": row.description,
    }
    if row.kind == OFFICES:
        return OfficesPage(**common, lists=LISTED_KINDS.get(row.slug, ""))
    return ColumnPage(**common, kind=row.kind, keywords=row.keywords)
