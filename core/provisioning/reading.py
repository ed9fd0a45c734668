"""First layer: bytes into rows that know their file and line. Knows nothing of what a value means."""

import difflib
from dataclasses import dataclass

from core.provisioning.encoding import decode
from core.provisioning.faults import Fault
from core.provisioning.formats import Format
from core.provisioning.records import Record, records

MAXIMUM_MEGABYTES = 8


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands, and its cells by column, without white space around them."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell of a column; "" where the file does not have that column."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    """A file's columns as its first line names them, and its rows.

    ``complete`` is False when something could not be read: what seems missing may then only be unreadable.
    """

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    complete: bool = True


def read_table(file: str, content: bytes, form: Format) -> tuple[Table, list[Fault]]:
    """Read one file: what could be read, and every fault. Raises nothing whatever the bytes are."""
    empty = Table(file, (), (), complete=False)
    if len(content) > MAXIMUM_MEGABYTES * 1024 * 1024:
        return empty, [Fault(file, 1, "file_too_large", {"megabytes": MAXIMUM_MEGABYTES})]
    text, faults = decode(file, content)
    if faults:
        return empty, faults
    found = list(records(text))
    if not found:
        return empty, [Fault(file, 1, "empty", {"columns": ", ".join(form.columns)})]
    header, *body = found
    if header.fault:
        return empty, [Fault(file, header.line, header.fault)]
    columns = tuple(cell.strip().lower() for cell in header.cells)
    faults = _header_faults(file, header.line, columns, form)
    rows: list[Row] = []
    for record in body:
        if record.fault:
            faults.append(Fault(file, record.line, record.fault))
        elif len(record.cells) != len(columns):
            if any(cell.strip() for cell in record.cells):
                faults.append(_ragged(file, record, len(columns)))
        elif any(cell.strip() for cell in record.cells):
            cells = (cell.strip() for cell in record.cells)
            rows.append(Row(file, record.line, dict(zip(columns, cells, strict=True))))
    return Table(file, columns, tuple(rows), complete=not faults), faults


def _ragged(file: str, record: Record, expected: int) -> Fault:
    return Fault(file, record.line, "ragged", {"found": len(record.cells), "expected": expected})


def _header_faults(file: str, line: int, columns: tuple[str, ...], form: Format) -> list[Fault]:
    faults: list[Fault] = []
    for index, column in enumerate(columns):
        if column in columns[:index]:
            faults.append(Fault(file, line, "column_twice", {"column": f"“{column}”"}))
        elif column not in form.columns:
            faults.append(_unknown(file, line, column, columns, form))
    faults += [
        Fault(file, line, "column_missing", {"column": column})
        for column in form.required
        if column not in columns
    ]
    return faults


def _unknown(file: str, line: int, column: str, columns: tuple[str, ...], form: Format) -> Fault:
    """An unknown column; a near miss of one that the file lacks is told as such."""
    lacking = [known for known in form.columns if known not in columns]
    shown = {"column": f"“{column}”"}
    if similar := difflib.get_close_matches(column, lacking, n=1):
        return Fault(file, line, "column_similar", shown | {"similar": similar[0]})
    return Fault(file, line, "column_unknown", shown | {"known": ", ".join(form.columns)})
