"""The geometry of a bar plot; its template draws it as SVG with presentation attributes only."""

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

WIDTH = 400
LINE = 46
TEXT_AT = 16
BAR_AT = 24
BAR = 14
ROOM = 44
"""Units of width of the longest label: a Han character takes two."""


@dataclass(frozen=True, slots=True)
class PlotBar:
    """One bar with its label above; a bar without length is held back or empty."""

    text_at: int
    bar_at: int
    label: str
    figure: str
    length: float


@dataclass(frozen=True, slots=True)
class BarPlot:
    """Everything the template draws."""

    bars: tuple[PlotBar, ...]

    width = WIDTH
    thickness = BAR

    @property
    def height(self) -> int:
        """Units of the view box."""
        return LINE * len(self.bars) + 2


def draw_bars(bars: Sequence[tuple[str, str, float]]) -> BarPlot:
    """(label, figure in words, percentage) of each bar, from top to bottom."""
    return BarPlot(
        tuple(
            PlotBar(
                index * LINE + TEXT_AT,
                index * LINE + BAR_AT,
                shortened(label, ROOM),
                figure,
                round(min(100.0, max(0.0, share)) / 100 * WIDTH, 1),
            )
            for index, (label, figure, share) in enumerate(bars)
        )
    )


def shortened(label: str, room: int) -> str:
    """The label as far as there is room; the table has it whole."""
    used = 0
    for index, letter in enumerate(label):
        used += 2 if east_asian_width(letter) in "WF" else 1
        if used > room:
            return f"{label[: max(1, index - 1)]}…"
    return label
