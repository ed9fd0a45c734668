"""Cut comma-separated text into records with their line numbers.

The csv module accepts a quotation mark in the middle of a cell without a word and loses the place of an
error inside a quoted cell. An official's list typed by hand deserves the line of each fault, so RFC 4180 is
read here strictly and reading goes on after a fault.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PLAIN = re.compile(r'[^",\r\n]*')
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_LINE_END = re.compile(r"\r\n|\r|\n")
_REST_OF_LINE = re.compile(r"[^\r\n]*")


@dataclass(frozen=True, slots=True)
class Record:
    """One record: the line on which it begins (from 1), its cells, the code of a fault of quoting."""

    line: int
    cells: tuple[str, ...]
    fault: str = ""


def records(text: str) -> Iterator[Record]:
    """Yield the records of ``text``. An empty line is no record; a faulty record ends where its line ends."""
    position, line = 0, 1
    while position < len(text):
        record, end = _record(text, position, line)
        if record.cells != ("",) or record.fault:
            yield record
        line += len(_LINE_END.findall(text, position, end))
        position = end


def _record(text: str, start: int, line: int) -> tuple[Record, int]:
    """Read one record; return it and the position after its line end."""
    cells: list[str] = []
    position = start
    while True:
        quoted = _QUOTED.match(text, position)
        plain = _PLAIN.match(text, position)
        if quoted:
            cells.append(quoted[1].replace('""', '"'))
            position = quoted.end()
        elif text.startswith('"', position):
            opened = line + len(_LINE_END.findall(text, start, position))
            return Record(opened, tuple(cells), "quote_open"), _after_line(text, position)
        elif plain:
            cells.append(plain[0])
            position = plain.end()
        if position >= len(text):
            return Record(line, tuple(cells)), position
        if end := _LINE_END.match(text, position):
            return Record(line, tuple(cells)), end.end()
        if text[position] != ",":
            place = line + len(_LINE_END.findall(text, start, position))
            return Record(place, tuple(cells), "quote_stray"), _after_line(text, position)
        position += 1


def _after_line(text: str, position: int) -> int:
    """The position behind the line that ``position`` is on."""
    rest = _REST_OF_LINE.match(text, position)
    stop = rest.end() if rest else position
    end = _LINE_END.match(text, stop)
    return end.end() if end else stop
