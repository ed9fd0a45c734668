"""Trees, bamboo and blossom."""

import math

from sites.county.demonstration.pictures.canvas import Canvas, Colour, mixed
from sites.county.demonstration.pictures.palette import Palette


def tree(
    canvas: Canvas, palette: Palette, x: float, foot: float, size: float, leaf: Colour | None = None
) -> None:
    """A round tree standing at ``foot``."""
    green = mixed(leaf or palette.leaf, palette.near, canvas.draw.uniform(0, 0.4))
    canvas.line([(x, foot), (x, foot - size * 0.6)], mixed(palette.roof, palette.near, 0.4), size * 0.09)
    for dx, dy, radius in ((-0.26, -0.6, 0.3), (0.26, -0.62, 0.3), (0, -0.86, 0.36), (0, -0.6, 0.34)):
        canvas.disc(x + dx * size, foot + dy * size, radius * size, green)
    canvas.disc(x - 0.1 * size, foot - 0.95 * size, 0.17 * size, mixed(green, palette.sun, 0.25), 130)


def cypress(canvas: Canvas, palette: Palette, x: float, foot: float, size: float) -> None:
    """A slender dark tree."""
    green = mixed(palette.near, palette.leaf, canvas.draw.uniform(0, 0.35))
    half = size * 0.15
    canvas.shape(
        [
            (x, foot - size),
            (x + half, foot - size * 0.3),
            (x + half * 0.7, foot),
            (x - half * 0.7, foot),
            (x - half, foot - size * 0.3),
        ],
        mixed(green, palette.sun, 0.12),
        green,
    )


def grove(
    canvas: Canvas, palette: Palette, left: float, right: float, foot: float, size: float, count: int
) -> None:
    """Trees side by side, of different heights."""
    for number in range(count):
        x = left + (right - left) * (number + canvas.draw.random()) / count
        height = size * canvas.draw.uniform(0.7, 1.2)
        (cypress if canvas.draw.random() < 0.3 else tree)(
            canvas, palette, x, foot + canvas.draw.uniform(-4, 6), height
        )


def bamboo(canvas: Canvas, palette: Palette, x: float, foot: float, size: float, stems: int = 9) -> None:
    """A clump of bamboo, bent at the top."""
    for _ in range(stems):
        lean = canvas.draw.uniform(-0.4, 0.4)
        height = size * canvas.draw.uniform(0.7, 1.05)
        green = mixed(palette.leaf, palette.field, canvas.draw.uniform(0, 0.5))
        root = x + canvas.draw.uniform(-0.1, 0.1) * size
        points = [(root + lean * height * (part / 8) ** 2.2, foot - height * part / 8) for part in range(9)]
        canvas.line(points, mixed(green, palette.near, 0.3), max(1.4, size * 0.014))
        for tip_x, tip_y in points[3:]:
            for _ in range(4):
                angle = canvas.draw.uniform(0.1, 1.2) * (1 if canvas.draw.random() < 0.5 + lean else -1)
                length = size * canvas.draw.uniform(0.07, 0.14)
                end = (tip_x + math.sin(angle) * length, tip_y + abs(math.cos(angle)) * length * 0.8)
                canvas.line([(tip_x, tip_y), end], green, max(1.2, size * 0.011), 220)


def branch(
    canvas: Canvas,
    palette: Palette,
    start: tuple[float, float],
    angle: float,
    length: float,
    width: float,
    blossom: Colour,
) -> None:
    """A branch in bloom that forks until it is thin."""
    bark = mixed(palette.roof, palette.near, 0.2)
    end = (start[0] + math.cos(angle) * length, start[1] + math.sin(angle) * length)
    canvas.line([start, end], bark, width)
    if width < 3:
        for _ in range(4):
            flower(
                canvas,
                end[0] + canvas.draw.uniform(-34, 34),
                end[1] + canvas.draw.uniform(-30, 30),
                canvas.draw.uniform(9, 16),
                blossom,
                palette,
            )
        return
    for turn in (canvas.draw.uniform(-0.75, -0.25), canvas.draw.uniform(0.2, 0.65)):
        branch(
            canvas,
            palette,
            end,
            angle + turn,
            length * canvas.draw.uniform(0.62, 0.82),
            width * 0.64,
            blossom,
        )
    flower(canvas, end[0], end[1] - 8, canvas.draw.uniform(10, 17), blossom, palette)


def flower(canvas: Canvas, x: float, y: float, radius: float, tint: Colour, palette: Palette) -> None:
    """Five petals around a warm heart."""
    for petal in range(5):
        turn = petal * math.tau / 5 - math.pi / 2
        canvas.disc(
            x + math.cos(turn) * radius * 0.62, y + math.sin(turn) * radius * 0.62, radius * 0.55, tint, 235
        )
    canvas.disc(x, y, radius * 0.3, mixed(palette.accent, palette.sun, 0.35))
