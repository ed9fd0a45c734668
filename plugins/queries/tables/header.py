"""Finds the row of column names, and what is wrong with it."""

import unicodedata

from django.utils.translation import gettext

from plugins.queries.tables.limits import Limits
from plugins.queries.tables.problems import Problem, TableError
from plugins.queries.tables.report import Report

TITLE_ROWS = 5
"""So many lines above the header are taken for a title, as official tables usually carry one."""


def clean_name(cell: str) -> str:
    """A column name: compatibility forms and runs of white space made one."""
    return " ".join(unicodedata.normalize("NFKC", cell).split())


def find_header(rows: list[tuple[int, list[str]]], report: Report) -> int:
    """The index of the header in `rows`: the first row with two names; the first row of all if none has.

    Raises `TableError` when there is none.
    """
    if not rows:
        raise TableError(Problem.NO_HEADER)
    for index, (_number, cells) in enumerate(rows[:TITLE_ROWS]):
        if sum(1 for cell in cells if cell.strip()) >= 2:
            for number, title in rows[:index]:
                text = next((cell.strip() for cell in title if cell.strip()), "")
                report.note(
                    gettext('Row %(row)s, "%(text)s", was taken for a title.') % {"row": number, "text": text}
                )
            return index
    return 0


def column_names(cells: list[str], row: int, limits: Limits, report: Report) -> list[str]:
    """The names of the columns; empty, overlong and double ones are reported."""
    names = [clean_name(cell) for cell in cells]
    if len(names) > limits.columns:
        raise TableError(Problem.TOO_MANY_COLUMNS, limit=limits.columns)
    first: dict[str, int] = {}
    for position, name in enumerate(names, start=1):
        if not name:
            report.add(Problem.EMPTY_NAME, row=row, position=position)
        elif len(name) > limits.name_characters:
            report.add(Problem.LONG_NAME, row=row, position=position, limit=limits.name_characters)
        elif name.casefold() in first:
            report.add(
                Problem.DUPLICATE_NAME, row=row, name=name, first=first[name.casefold()], position=position
            )
        else:
            first[name.casefold()] = position
    return names
