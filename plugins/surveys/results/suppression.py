"""Keeping small groups out of public figures, so that nobody can be found in them, not by subtraction either.

First every count from 1 to k-1 is held back. Then, in every line whose total is shown (a row, a column, the margins),
further cells are held back until no cell that was held back can be computed from the others: what is held back in a
line sums to at least k, and no combination of the shown sums determines a single cell.
"""

from collections.abc import Sequence
from fractions import Fraction

type Table = Sequence[Sequence[int]]
type Mask = list[list[bool]]


def suppress_list(counts: Sequence[int], k: int) -> list[bool]:
    """Which counts of a list with a shown total are held back."""
    hidden = [0 < count < k for count in counts]
    while any(hidden):
        held = [count for count, out in zip(counts, hidden, strict=True) if out]
        if len(held) > 1 and sum(held) >= k:
            break
        shown = [index for index, out in enumerate(hidden) if not out]
        if not shown:
            break
        # An empty answer hides nothing, so the smallest that is not empty goes first.
        hidden[min(shown, key=lambda index: (counts[index] == 0, counts[index]))] = True
    return hidden


def suppress_overlapping(counts: Sequence[int], base: int, k: int) -> list[bool]:
    """Which counts are held back where one person may be in several: small ones, and those that all but few chose."""
    return [0 < count < k or 0 < base - count < k for count in counts]


def with_margins(table: Table) -> list[list[int]]:
    """The table with its row totals, column totals and grand total."""
    rows = [[*row, sum(row)] for row in table]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def suppress_table(table: Table, k: int) -> Mask:
    """Which cells of a table with margins are held back. Expects and returns it with margins (`with_margins`)."""
    hidden = [[0 < count < k for count in row] for row in table]
    hidden[-1][-1] = False  # the grand total is what the page says anyway
    while True:
        _close_lines(table, hidden, k)
        exposed = _determined(hidden)
        if exposed is None:
            return hidden
        if not _hide_beside(table, hidden, *exposed):
            return [[True] * len(row) for row in table]


def _lines(height: int, width: int) -> list[list[tuple[int, int]]]:
    rows = [[(row, column) for column in range(width)] for row in range(height)]
    columns = [[(row, column) for row in range(height)] for column in range(width)]
    return rows + columns


def _close_lines(table: Table, hidden: Mask, k: int) -> None:
    changed = True
    while changed:
        changed = False
        for line in _lines(len(table), len(table[0])):
            held = [table[row][column] for row, column in line if hidden[row][column]]
            if not held or (len(held) > 1 and sum(held) >= k):
                continue
            changed = _hide_one(table, hidden, line) or changed


def _hide_one(table: Table, hidden: Mask, line: list[tuple[int, int]]) -> bool:
    last = (len(table) - 1, len(table[0]) - 1)
    free = [cell for cell in line if not hidden[cell[0]][cell[1]] and cell != last]
    if not free:
        return False
    row, column = min(free, key=lambda cell: (table[cell[0]][cell[1]] == 0, table[cell[0]][cell[1]], cell))
    hidden[row][column] = True
    return True


def _hide_beside(table: Table, hidden: Mask, row: int, column: int) -> bool:
    lines = _lines(len(table), len(table[0]))
    return any(_hide_one(table, hidden, line) for line in lines if (row, column) in line)


def _determined(hidden: Mask) -> tuple[int, int] | None:
    """A cell that is held back and yet follows from the shown ones by sums, if there is one."""
    cells = [(row, column) for row, each in enumerate(hidden) for column, held in enumerate(each) if held]
    number = {cell: index for index, cell in enumerate(cells)}
    height, width = len(hidden), len(hidden[0])
    equations = []
    for line in _lines(height, width):
        equation = [Fraction(0)] * len(cells)
        for cell in line:
            if cell in number:
                # The last cell of a line is the sum of the others.
                last = cell[1] == width - 1 if line[0][0] == line[-1][0] else cell[0] == height - 1
                equation[number[cell]] += -1 if last else 1
        if any(equation):
            equations.append(equation)
    for equation in _reduced(equations):
        used = [index for index, factor in enumerate(equation) if factor]
        if len(used) == 1:
            return cells[used[0]]
    return None


def _reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """The reduced row echelon form."""
    rank = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((index for index in range(rank, len(rows)) if rows[index][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        head = rows[rank][column]
        rows[rank] = [value / head for value in rows[rank]]
        for index, row in enumerate(rows):
            if index != rank and row[column]:
                factor = row[column]
                rows[index] = [value - factor * top for value, top in zip(row, rows[rank], strict=True)]
        rank += 1
    return rows[:rank]
