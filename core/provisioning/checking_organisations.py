"""Check organisations.csv: every row, and the rows against each other."""

from core.provisioning.cells import Cells
from core.provisioning.faults import Fault
from core.provisioning.pinyin import syllables_fit
from core.provisioning.reading import Row, Table
from core.provisioning.relations import duplicates, parent_cycles
from core.provisioning.rows import OrganisationRow, Vocabulary

#: Kinds of organisation that the rules of the tree speak of.
COUNTY, INTRANET = "county", "intranet"


def check_organisations(table: Table, words: Vocabulary) -> tuple[tuple[OrganisationRow, ...], list[Fault]]:
    """The organisations in the order of the file, and every fault of the file."""
    faults: list[Fault] = []
    rows = tuple(_row(row, words, faults) for row in table.rows)
    for column in ("code", "slug", "hostname"):
        faults += duplicates(rows, column)
    faults += parent_cycles([row for row in rows if row.kind != COUNTY], lambda row: row.code)
    faults += _counties(rows)
    if table.complete:
        faults += _parents(rows)
        if not any(row.kind == COUNTY for row in rows):
            faults.append(Fault(table.file, 1, "county_missing"))
    return rows, faults


def _row(row: Row, words: Vocabulary, faults: list[Fault]) -> OrganisationRow:
    cells = Cells(row, faults)
    checked = OrganisationRow(
        file=row.file,
        line=row.line,
        code=cells.code("code", 32),
        name=cells.text("name", 120, required=True),
        name_en=cells.text("name_en", 160),
        slug=cells.slug("slug", words.reserved_slugs),
        kind=cells.choice("kind", words.kinds),
        parent=cells.text("parent", 32),
        hostname=cells.hostname("hostname"),
        profile=cells.choice("profile", words.profiles),
        address=cells.text("address", 200),
        phone=cells.text("phone", 64),
        pinyin=" ".join(cells.text("pinyin", 240).lower().split()),
    )
    if checked.pinyin and not syllables_fit(checked.name, checked.pinyin):
        cells.fault("pinyin", value=checked.pinyin, expected=len(checked.name))
    if checked.kind == INTRANET and not checked.hostname:
        cells.fault("hostname_required")
    if checked.kind == COUNTY and checked.parent:
        cells.fault("parent_of_county")
    if (
        checked.kind in words.kinds
        and checked.kind not in {COUNTY, INTRANET}
        and row.cells.get("parent") == ""
    ):
        cells.fault("parent_required", kind=checked.kind, value=checked.name)
    return checked


def _parents(rows: tuple[OrganisationRow, ...]) -> list[Fault]:
    """Parents that have no row."""
    codes = {row.code for row in rows}
    return [
        Fault(row.file, row.line, "parent_missing", {"value": row.parent})
        for row in rows
        if row.parent and row.parent not in codes and row.kind != COUNTY
    ]


def _counties(rows: tuple[OrganisationRow, ...]) -> list[Fault]:
    """At most one county."""
    lines = [row.line for row in rows if row.kind == COUNTY]
    counties = [row for row in rows if row.kind == COUNTY]
    return [Fault(row.file, row.line, "county_twice", {"line": lines[0]}) for row in counties[1:]]
