"""Reads CSV: comma, semicolon or tab, quoted cells with line breaks, any line end."""

import csv
import io
from collections.abc import Iterator

from plugins.queries.tables.limits import Limits
from plugins.queries.tables.problems import Problem, TableError

DELIMITERS = (",", "\t", ";")
SAMPLE_RECORDS = 20


def find_delimiter(text: str) -> str:
    """The delimiter that splits the first records most evenly; a comma where nothing splits them."""
    hint = text[:10].lower()
    if hint.startswith("sep=") and len(hint) > 4 and hint[4] in DELIMITERS:
        return hint[4]
    best, best_score = DELIMITERS[0], (0, 0)
    for delimiter in DELIMITERS:
        widths = _sample_widths(text, delimiter)
        common = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        score = (widths.count(common) if common > 1 else 0, common)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _sample_widths(text: str, delimiter: str) -> list[int]:
    widths: list[int] = []
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if any(cell.strip() for cell in record):
                widths.append(len(record))
            if len(widths) >= SAMPLE_RECORDS:
                break
    except csv.Error:
        pass  # The reading proper reports it, with its place.
    return widths


def read_records(text: str, delimiter: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """Yield (record number from 1, cells). Empty records are left out but counted, as a spreadsheet does.

    Raises `TableError` for quotation marks that do not close and for more rows than the limit.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = found = 0
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise TableError(Problem.DAMAGED_QUOTES, row=number + 1) from error
        number += 1
        if number == 1 and len(record) <= 2 and record and record[0].lower().startswith("sep="):
            continue
        if not any(record):
            continue
        found += 1
        if found > limits.rows + 1:
            raise TableError(Problem.TOO_MANY_ROWS, limit=limits.rows)
        yield number, record
