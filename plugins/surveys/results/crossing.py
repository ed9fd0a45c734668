"""A cross-tabulation as a table: counts, row percentages, margins, small groups held back if wanted."""

from dataclasses import dataclass

from plugins.surveys.form.variables import Counted
from plugins.surveys.results.figures import Figures
from plugins.surveys.results.suppression import suppress_overlapping, suppress_table, with_margins


@dataclass(frozen=True, slots=True)
class CrossCell:
    """One cell; without a count it is held back. `share` is the percentage of its row."""

    count: int | None
    share: float | None


@dataclass(frozen=True, slots=True)
class CrossTable:
    """The table; the last column and row are totals, where totals make sense (one answer per person)."""

    rows: Counted
    columns: Counted
    base: int
    headings: tuple[str, ...]
    lines: tuple[tuple[str, tuple[CrossCell, ...]], ...]
    totals: tuple[CrossCell, ...]


def crossed(figures: Figures, rows: Counted, columns: Counted, *, k: int) -> CrossTable:
    """Two variables crossed. With `k` above 0, groups smaller than k are held back, and what would give them away."""
    crossing = figures.crossing(rows, columns)
    both = figures.answered(rows.name) & figures.answered(columns.name)
    row_sizes = [(figures.chose(rows.name, value) & both).bit_count() for value, _label in rows.values]
    column_sizes = [
        (figures.chose(columns.name, value) & both).bit_count() for value, _label in columns.values
    ]
    table = [[*line, size] for line, size in zip(crossing.counts, row_sizes, strict=True)]
    table.append([*column_sizes, crossing.base])
    hidden = _hidden(table, k, overlapping=rows.several or columns.several)
    cells = [
        tuple(
            _cell(count, line[-1], held, hidden_row[-1]) for count, held in zip(line, hidden_row, strict=True)
        )
        for line, hidden_row in zip(table, hidden, strict=True)
    ]
    lines = tuple((label, line) for (_value, label), line in zip(rows.values, cells[:-1], strict=True))
    return CrossTable(
        rows, columns, crossing.base, tuple(label for _value, label in columns.values), lines, cells[-1]
    )


def _hidden(table: list[list[int]], k: int, *, overlapping: bool) -> list[list[bool]]:
    if k <= 0:
        return [[False] * len(line) for line in table]
    inner = [line[:-1] for line in table[:-1]]
    if not overlapping and with_margins(inner) == table:
        return suppress_table(table, k)
    # Where one person may be in several cells nothing sums up; small cells and small complements are held back.
    return [suppress_overlapping(line, line[-1], k) for line in table]


def _cell(count: int, whole: int, held: bool, whole_held: bool) -> CrossCell:
    if held:
        return CrossCell(None, None)
    share = count / whole * 100 if whole and not whole_held else None
    return CrossCell(count, share)
