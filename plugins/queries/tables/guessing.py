"""Guesses what the columns of a new file hold, so that the editor has only to correct."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plugins.queries.tables import identity_numbers
from plugins.queries.tables.reading import RawTable
from plugins.queries.tables.types import ColumnType, MisfitError, fold, read_cell

SAMPLE_ROWS = 2_000
ENOUGH = 0.9
EXAMPLES = 3
LONG_CODE = 11

CODE_NAME = re.compile(r"编号|编码|代码|代号|序列号|文号|\bcode\b|_code$|\bno\.?$", re.IGNORECASE)
MONEY_NAME = re.compile(r"金额|价|费用|工资|补贴|补助|\(元\)|（元）|万元|price|amount|fee", re.IGNORECASE)
DATE_NAME = re.compile(r"日期|时间|年月日|date|time", re.IGNORECASE)
PHONE_NAME = re.compile(r"电话|手机|联系方式|热线|phone|mobile|tel", re.IGNORECASE)
MOBILE = re.compile(r"1[3-9][0-9]{9}")
CURRENCY = re.compile(r"[¥￥]|元$|CNY|RMB")


@dataclass(frozen=True)
class Guess:
    """What a column seems to hold. `share` is the share of the filled cells looked at that fit the type."""

    name: str
    type: ColumnType
    share: float
    filled: int
    distinct: int
    examples: tuple[str, ...]
    personal: bool


def guess_columns(table: RawTable) -> list[Guess]:
    """Guess each column from at most 2,000 rows, spread evenly over the file."""
    step = max(1, len(table.rows) // SAMPLE_ROWS)
    sample = table.rows[::step][:SAMPLE_ROWS]
    return [
        guess_column(name, [row.cells[position] for row in sample if row.cells[position]])
        for position, name in enumerate(table.names)
    ]


def guess_column(name: str, cells: Sequence[str]) -> Guess:
    """Guess one column from its filled cells: the most telling type that at least nine of ten cells fit."""
    examples = tuple(dict.fromkeys(cells))
    chosen, share = ColumnType.TEXT, 1.0
    for candidate in _candidates(name, cells):
        fitting = _share(candidate, cells)
        if fitting >= ENOUGH:
            chosen, share = candidate, fitting
            break
    return Guess(
        name=name,
        type=chosen,
        share=share,
        filled=len(cells),
        distinct=len(examples),
        examples=examples[:EXAMPLES],
        personal=chosen is ColumnType.ID_NUMBER or _mostly_mobile(chosen, cells),
    )


def _share(column_type: ColumnType, cells: Sequence[str]) -> float:
    fitting = 0
    for cell in cells:
        try:
            read_cell(column_type, cell)
        except MisfitError:
            continue
        fitting += 1
    return fitting / len(cells) if cells else 0.0


def _candidates(name: str, cells: Sequence[str]) -> list[ColumnType]:
    """The types worth trying, the most telling first; text, which fits everything, is left out."""
    if not cells:
        return []
    candidates = [ColumnType.ID_NUMBER, ColumnType.BOOLEAN, ColumnType.PERCENTAGE]
    if any(not cell.isdigit() for cell in cells) or DATE_NAME.search(name):
        candidates += [ColumnType.DATE, ColumnType.DATETIME]
    if PHONE_NAME.search(name) or _are_mobile(cells):
        candidates.append(ColumnType.PHONE)
    if _is_code(name, cells):
        candidates.append(ColumnType.CODE)
    if MONEY_NAME.search(name) or _share_of(CURRENCY, cells) >= 0.5:
        candidates.append(ColumnType.MONEY)
    return [*candidates, ColumnType.INTEGER, ColumnType.DECIMAL]


def _share_of(pattern: re.Pattern[str], cells: Sequence[str]) -> float:
    return sum(1 for cell in cells if pattern.search(cell)) / len(cells)


def _are_mobile(cells: Sequence[str]) -> bool:
    return sum(1 for cell in cells if MOBILE.fullmatch(fold(cell))) >= ENOUGH * len(cells)


def _mostly_mobile(column_type: ColumnType, cells: Sequence[str]) -> bool:
    if column_type is not ColumnType.PHONE or not cells:
        return False
    return sum(1 for cell in cells if MOBILE.search(fold(cell))) >= len(cells) / 2


def _is_code(name: str, cells: Sequence[str]) -> bool:
    """Digits with leading zeros or of great length, letters with digits, or a name that says so."""
    folded = [fold(cell) for cell in cells]
    if not any(any(mark.isascii() and mark.isdigit() for mark in cell) for cell in folded):
        return False
    if CODE_NAME.search(name):
        return True
    digits = [cell for cell in folded if cell.isdigit()]
    if any(len(cell) > 1 and cell[0] == "0" for cell in digits):
        return True
    if len(digits) == len(folded):
        return all(len(cell) >= LONG_CODE for cell in digits)
    return all(cell.isascii() and any(mark.isalpha() for mark in cell) for cell in folded)


def count_identity_numbers(cells: Sequence[str]) -> int:
    """How many cells hold a valid identity number somewhere in their text."""
    return sum(1 for cell in cells if len(cell) >= 18 and identity_numbers.contains(fold(cell)))
