"""One cell of a workbook as the text that its editor sees."""

import datetime
import re
from decimal import Decimal
from typing import Any

from plugins.queries.tables.problems import Problem

PADDED = re.compile(r"0{2,20}")
DIGITS_OF_A_CELL = 15
"""A numeric cell holds 15 digits; the others of an identity number are already zeros when the file is
saved.
"""


class CellError(Exception):
    """The cell cannot be taken as it is."""

    def __init__(self, problem: Problem, **details: Any) -> None:
        super().__init__(problem)
        self.problem = problem
        self.details = details


def cell_text(cell: Any) -> str:
    """The text of an openpyxl cell. Raises `CellError` for errors and for numbers that lost digits."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        if cell.data_type == "e":
            raise CellError(Problem.CELL_ERROR, value=value)
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number_text(value, str(cell.number_format or ""))
    if isinstance(value, datetime.datetime):
        # Serial numbers carry rounding noise below a second.
        value = (value + datetime.timedelta(milliseconds=500)).replace(microsecond=0)
        if value.time() == datetime.time():
            return value.date().isoformat()
        return value.isoformat(sep=" ")
    return str(value).strip()


def _number_text(value: int | float, number_format: str) -> str:
    exact = Decimal(value) if isinstance(value, int) else Decimal(format(value, f".{DIGITS_OF_A_CELL}g"))
    if not exact.is_finite():
        raise CellError(Problem.CELL_ERROR, value=str(value))
    if abs(exact) >= 10**DIGITS_OF_A_CELL:
        raise CellError(Problem.DIGITS_LOST, value=str(value))
    if number_format.split(";")[0].rstrip().endswith("%"):
        return f"{_plain(exact * 100)}%"
    if PADDED.fullmatch(number_format) and exact == exact.to_integral_value() and exact >= 0:
        return str(int(exact)).zfill(len(number_format))
    return _plain(exact)


def _plain(number: Decimal) -> str:
    """Without exponent and without trailing zeros."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
