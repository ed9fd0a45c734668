"""Sky, ridges, water and fields."""

import math
from collections.abc import Sequence

from sites.county.demonstration.pictures.canvas import HEIGHT, WIDTH, Canvas, Colour, Point, mixed
from sites.county.demonstration.pictures.palette import Palette


def sky(canvas: Canvas, palette: Palette, horizon: float = 560, sun: Point | None = (1180, 230)) -> None:
    """A sky down to the horizon, with a sun or moon and a few long clouds."""
    canvas.gradient(palette.sky_top, palette.sky_low, 0, horizon)
    canvas.gradient(palette.sky_low, palette.sky_low, horizon, HEIGHT)
    if sun:
        canvas.glow(*sun, 330, palette.sun, 0.75)
        canvas.disc(*sun, 52, palette.sun)
    for _ in range(5):
        x, y = canvas.draw.uniform(-100, WIDTH), canvas.draw.uniform(50, horizon * 0.5)
        for part in range(4):
            width = canvas.draw.uniform(90, 190)
            canvas.disc(x + part * 80, y + canvas.draw.uniform(-7, 7), width, palette.veil, 60, squash=0.11)


def ridge_line(canvas: Canvas, level: float, height: float, waves: float) -> list[Point]:
    """A line of hills around ``level``: three waves of falling height."""
    phases = [canvas.draw.uniform(0, math.tau) for _ in range(4)]
    return [
        (x, level - height * _hills(x / WIDTH * math.tau * waves, phases)) for x in range(-10, WIDTH + 20, 10)
    ]


def _hills(turn: float, phases: list[float]) -> float:
    return (
        0.55 * math.sin(turn + phases[0])
        + 0.28 * math.sin(turn * 2.3 + phases[1])
        + 0.12 * math.sin(turn * 5.1 + phases[2])
        + 0.035 * math.sin(turn * 17 + phases[3])
    )


def land(canvas: Canvas, line: Sequence[Point], top: Colour, bottom: Colour, floor: float = HEIGHT) -> None:
    """Everything below a line."""
    canvas.shape([*line, (WIDTH + 20, floor), (-10, floor)], top, bottom)


def ridges(
    canvas: Canvas, palette: Palette, first: float, last: float, count: int = 4, height: float = 70
) -> list[Point]:
    """Ridges one before the other, paler the farther; returns the nearest line."""
    line: list[Point] = []
    for number in range(count):
        share = number / max(1, count - 1)
        level = first + (last - first) * share
        line = ridge_line(canvas, level, height * (1.15 - 0.35 * share), 0.8 + 0.5 * share)
        tint = mixed(palette.far, palette.near, share**1.3)
        land(canvas, line, tint, mixed(tint, palette.veil, 0.45 - 0.3 * share))
        if number < count - 1:
            canvas.mist(level + 10, level + 150, palette.veil, 0.35)
    return line


def water(canvas: Canvas, palette: Palette, top: float, bottom: float = HEIGHT) -> None:
    """A stretch of water over the whole width, with glints."""
    canvas.gradient(palette.water_top, palette.water_low, top, bottom)
    glints(canvas, palette, top, bottom)


def glints(
    canvas: Canvas, palette: Palette, top: float, bottom: float, left: float = 0, right: float = WIDTH
) -> None:
    """Short bright lines, longer towards the viewer."""
    for _ in range(int((bottom - top) * (right - left) / 6000)):
        y = canvas.draw.uniform(top + 4, bottom)
        length = 12 + 60 * (y - top) / (bottom - top) * canvas.draw.random()
        x = canvas.draw.uniform(left, right)
        canvas.line([(x, y), (x + length, y)], palette.veil, 1.3, canvas.draw.randint(40, 120))


def winding(top: Point, bottom: Point, bends: float, sway: float, steps: int = 60) -> list[Point]:
    """The middle line of a river or road that winds from afar to the viewer."""
    points = []
    for number in range(steps + 1):
        share = number / steps
        near = share**1.7
        x = top[0] + (bottom[0] - top[0]) * near + sway * share * math.sin(share**0.8 * math.tau * bends)
        points.append((x, top[1] + (bottom[1] - top[1]) * near))
    return points


def band(
    canvas: Canvas, middle: list[Point], narrow: float, wide: float, top: Colour, bottom: Colour
) -> None:
    """A strip along a line that widens towards the viewer."""
    last = len(middle) - 1
    halves = [(narrow + (wide - narrow) * (number / last) ** 2) / 2 for number in range(last + 1)]
    left = [(x - half, y) for (x, y), half in zip(middle, halves, strict=True)]
    right = [(x + half, y) for (x, y), half in zip(middle, halves, strict=True)]
    canvas.shape([*left, *reversed(right)], top, bottom)


def terraces(canvas: Canvas, palette: Palette, top: float, count: int, *, flooded: bool) -> None:
    """Curved steps down to the viewer, planted or under water."""
    phase = canvas.draw.uniform(0, math.tau)
    for number in range(count):
        share = number / count
        level = top + (HEIGHT + 40 - top) * share**1.5
        rise = 34 + 60 * share
        line = [
            (
                x,
                level
                + rise
                * math.sin(
                    x / WIDTH * math.tau * (0.9 + 0.12 * math.sin(phase + number)) + phase + number * 0.22
                )
                + 10 * math.sin(x / WIDTH * math.tau * 3.1 + number),
            )
            for x in range(-10, WIDTH + 20, 10)
        ]
        if flooded and number % 2:
            surface = mixed(palette.water_top, palette.sky_low, 0.35)
        else:
            surface = mixed(palette.field, palette.leaf, canvas.draw.uniform(0.05, 0.6))
        land(canvas, line, surface, mixed(surface, palette.near, 0.25))
        canvas.line(line, mixed(palette.near, surface, 0.25), 1.5 + 4 * share)
        canvas.line(
            [(x, y - 3 - 4 * share) for x, y in line], mixed(palette.veil, surface, 0.5), 1 + share, 150
        )
