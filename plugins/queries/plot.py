"""The geometry of a line plot; its template draws it as SVG with presentation attributes only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import ceil, floor, log10

from plugins.queries.series import Series

STEPS = (1, 2, 2.5, 5, 10)
GRID_LINES = 4
MARKERS = 45
"""With more points than this the line alone is drawn."""


@dataclass(frozen=True)
class Frame:
    """The size of the drawing and the room for its labels, in units of its view box."""

    width: int
    height: int
    left: int = 48
    right: int = 28
    top: int = 16
    bottom: int = 36
    dates: int = 6


WIDE = Frame(860, 360, dates=7)
NARROW = Frame(380, 300, left=44, right=32, dates=4)


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: where it is, and what it says."""

    at: float
    text: str


@dataclass(frozen=True)
class Line:
    """One series as a path; `number` (from 1) chooses its colour and dash."""

    number: int
    label: str
    path: str
    markers: list[tuple[float, float, str]]
    end: tuple[float, float]


@dataclass(frozen=True)
class Plot:
    """Everything the template draws."""

    name: str
    frame: Frame
    lines: list[Line]
    values: list[Tick]
    dates: list[Tick]

    @property
    def floor(self) -> int:
        """Where the time axis lies."""
        return self.frame.height - self.frame.bottom

    @property
    def end(self) -> int:
        """Where the grid ends on the right."""
        return self.frame.width - self.frame.right


def draw(name: str, frame: Frame, series: Sequence[Series], first: date, last: date) -> Plot:
    """Lay the series out between two days."""
    values = [float(point.value) for each in series for point in each.points]
    step = _step(min(values), max(values))
    low, high = floor(min(values) / step) * step, ceil(max(values) / step) * step
    if low == high:
        high = low + step
    days = max(1, (last - first).days)

    def x(day: date) -> float:
        return round(frame.left + (day - first).days / days * (frame.width - frame.left - frame.right), 1)

    def y(value: float) -> float:
        return round(
            frame.height
            - frame.bottom
            - (value - low) / (high - low) * (frame.height - frame.top - frame.bottom),
            1,
        )

    lines = []
    for number, each in enumerate(series, start=1):
        places = [
            (x(point.day), y(float(point.value)), f"{point.day.isoformat()} {point.text}")
            for point in each.points
        ]
        lines.append(
            Line(
                number=number,
                label=each.label,
                path="M" + " L".join(f"{across} {down}" for across, down, _text in places),
                markers=places if len(places) <= MARKERS else places[-1:],
                end=places[-1][:2],
            )
        )
    marks = [low + step * count for count in range(round((high - low) / step) + 1)]
    return Plot(
        name=name,
        frame=frame,
        lines=lines,
        values=[Tick(y(mark), _number(mark, step)) for mark in marks],
        dates=_dates(first, last, frame.dates, x),
    )


def _step(low: float, high: float) -> float:
    """A round distance that parts the range into about four."""
    rough = max((high - low) / GRID_LINES, abs(high) / 100, 0.01)
    power = 10 ** floor(log10(rough))
    return next(step * power for step in STEPS if step * power >= rough)


def _number(value: float, step: float) -> str:
    digits = max(0, -floor(log10(step)) + (1 if round(step / 10 ** floor(log10(step)), 3) == 2.5 else 0))
    return f"{Decimal(value):.{digits}f}"


def _dates(first: date, last: date, count: int, x: Callable[[date], float]) -> list[Tick]:
    days = (last - first).days
    distance = max(1, ceil(days / max(1, count - 1)))
    form = "%m-%d" if days <= 100 else "%Y-%m"
    found = [last - timedelta(days=distance * number) for number in range(days // distance + 1)]
    return [Tick(x(day), day.strftime(form)) for day in reversed(found)]
