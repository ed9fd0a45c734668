"""Plan the columns of one office by its profile's blueprint. Pure."""

from typing import Any

from core.provisioning.checking_columns import OFFICES
from core.provisioning.merging import merge
from core.provisioning.present import Present, PresentOffice, PresentPage, Record
from core.provisioning.rows import ColumnRow, OrganisationRow
from core.provisioning.steps import Action, Step

COLUMN = "column"


def column_key(office: str, slug: str) -> str:
    """How a column is named in ProvisionedRecord."""
    return f"{office}/{slug}"


def column_values(row: ColumnRow) -> dict[str, Any]:
    """What a row of a blueprint gives to a column's page. An index of offices has no key words."""
    values: dict[str, Any] = {
        "title": row.title,
        "description": row.description,
        "kind": row.kind,
        "menu": row.menu,
        "parent": row.parent,
    }
    if row.title_en:
        values["title_en"] = row.title_en
    return values if row.kind == OFFICES else values | {"keywords": row.keywords}


def plan_columns(
    owner: OrganisationRow, blueprint: tuple[ColumnRow, ...], office: PresentOffice | None, present: Present
) -> list[Step]:
    """A step for each column of the blueprint, parents before children."""
    planner = _Columns(owner, office, present)
    return [planner.step(row) for row in blueprint]


class _Columns:
    """The columns of one office: remembers which ones the office took away, for their children's sake."""

    def __init__(self, owner: OrganisationRow, office: PresentOffice | None, present: Present) -> None:
        self.owner = owner
        self.office = office
        self.present = present
        self.removed: set[str] = set()
        self.pages: dict[str, int] = {}
        self.slugs = {
            record.object_id: key.partition("/")[2]
            for (subject, key), record in present.records.items()
            if subject == COLUMN and key.partition("/")[0] == owner.code
        }

    def step(self, row: ColumnRow) -> Step:
        values = column_values(row)
        record = self.present.records.get((COLUMN, column_key(self.owner.code, row.slug)))
        if record is not None and (page := self.present.pages.get(record.object_id)):
            return self._compare(row, values, page, record)
        if row.parent in self.removed or (record is not None and row.kind != OFFICES):
            # The office removed the column, or the one above it: it is not built again.
            self.removed.add(row.slug)
            return self._step(Action.NOTHING, row, values, "removed", record)
        if page := self._adopted(row):
            if not page.values:
                self.removed.add(row.slug)
                return self._step(Action.NOTHING, row, values, "address_taken", None)
            # The office made a column at this address itself: it counts as provisioned and stays as it is.
            return self._compare(row, values, page, Record(page.page_id, values))
        return self._step(Action.CREATE, row, values, "", Record(0, values))

    def _adopted(self, row: ColumnRow) -> PresentPage | None:
        """A page that has this column's address already."""
        parent = self.pages.get(row.parent, 0) if row.parent else self._home()
        return self.present.addresses.get((parent, row.slug)) if parent else None

    def _compare(self, row: ColumnRow, values: dict[str, Any], page: PresentPage, record: Record) -> Step:
        self.pages[row.slug] = page.page_id
        found = dict(page.values)
        parent_slug = self.slugs.get(page.parent_id, "?")
        found["parent"] = "" if page.parent_id == self._home() else parent_slug
        if page.parent_id == self.pages.get(row.parent):
            found["parent"] = row.parent
        if (found.get("kind") == OFFICES) != (row.kind == OFFICES):
            # A list of articles cannot become an index of offices: the page stays what it is.
            return self._step(Action.NOTHING, row, values, "type_differs", record)
        merged = merge(provisioned=record.values, present=found, desired=values)
        return Step(
            Action.CHANGE if merged.changes else Action.NOTHING,
            COLUMN,
            column_key(self.owner.code, row.slug),
            row.title,
            self.owner.code,
            row,
            values,
            merged.changes,
            merged.kept,
            merged.provisioned,
            page.page_id,
        )

    def _home(self) -> int:
        return self.office.root_page_id if self.office else 0

    def _step(
        self,
        action: Action,
        row: ColumnRow,
        values: dict[str, Any],
        note: str,
        record: Record | None,
    ) -> Step:
        key = column_key(self.owner.code, row.slug)
        return Step(
            action,
            COLUMN,
            key,
            row.title,
            self.owner.code,
            row,
            values,
            provisioned=dict(record.values) if record else None,
            object_id=record.object_id if record else 0,
            note=note,
        )
