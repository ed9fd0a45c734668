"""Check a blueprint of columns."""

from core.provisioning.cells import Cells
from core.provisioning.faults import Fault
from core.provisioning.reading import Table
from core.provisioning.relations import duplicates, parent_cycles, parents_first
from core.provisioning.rows import ColumnRow, Vocabulary

#: The columns of the county's blueprint below which offices are hung, by kind of organisation.
OFFICES_COLUMNS = {"township": "townships", "department": "departments"}
OFFICES = "offices"


def check_columns(table: Table, words: Vocabulary) -> tuple[tuple[ColumnRow, ...], list[Fault]]:
    """The columns, each after its parent and else in the order of the file, and every fault of the file."""
    faults: list[Fault] = []
    rows: list[ColumnRow] = []
    for row in table.rows:
        cells = Cells(row, faults)
        rows.append(
            ColumnRow(
                file=row.file,
                line=row.line,
                slug=cells.slug("slug", words.reserved_slugs),
                title=cells.text("title", 255, required=True),
                title_en=cells.text("title_en", 255),
                parent=cells.text("parent", 63),
                kind=cells.choice("kind", words.column_kinds),
                description=cells.text("description", 300),
                keywords=cells.text("keywords", 200),
                menu=cells.flag("menu"),
            )
        )
    slugs = {row.slug for row in rows}
    faults += duplicates(rows, "slug")
    faults += parent_cycles(rows, lambda row: row.slug)
    if table.complete:
        faults += [
            Fault(row.file, row.line, "parent_missing", {"value": row.parent})
            for row in rows
            if row.parent and row.parent not in slugs
        ]
    return (parents_first(rows, lambda row: row.slug) if table.complete and not faults else ()), faults


def check_offices(file: str, rows: tuple[ColumnRow, ...], kinds: set[str]) -> list[Fault]:
    """The county's blueprint must have the columns below which offices of these kinds are hung."""
    offices = {row.slug for row in rows if row.kind == OFFICES}
    return [
        Fault(file, 1, "offices_column_missing", {"slug": slug})
        for kind, slug in OFFICES_COLUMNS.items()
        if kind in kinds and slug not in offices
    ]
