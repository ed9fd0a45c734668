"""CSV in pieces, as a streamed answer wants it."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for the system's own encoding and garbles Chinese."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)."""

CHUNK = 500


def harmless(value: Any) -> Any:
    """A text that a spreadsheet does not take for a formula; anything but a text is left as it is."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def csv_text(rows: Iterable[Sequence[Any]], *, guarded: bool = True) -> Iterator[str]:
    """The rows in pieces of many lines. `guarded=False` for rows whose cells have been made harmless already, or that
    a program reads. The byte order mark is the caller's: it stands once, at the beginning of a file.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for number, row in enumerate(rows, start=1):
        writer.writerow([harmless(value) for value in row] if guarded else row)
        if number % CHUNK == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()
