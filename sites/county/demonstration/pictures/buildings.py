"""Houses, halls, bridges and what stands around them."""

import math

from sites.county.demonstration.pictures.canvas import Canvas, Colour, mixed
from sites.county.demonstration.pictures.palette import Palette

LIT = (255, 214, 130)


def house(
    canvas: Canvas, palette: Palette, x: float, foot: float, width: float, *, lit: bool = False
) -> None:
    """A house of the region: white wall, wooden posts, wide dark roof with lifted eaves."""
    wall, roof = width * 0.42, width * 0.3
    left, right, eaves = x - width / 2, x + width / 2, foot - wall
    canvas.box(left, eaves, right, foot, palette.wall, mixed(palette.wall, palette.roof, 0.15))
    beam = mixed(palette.roof, palette.accent, 0.3)
    for post in range(5):
        at = left + width * post / 4
        canvas.line([(at, eaves), (at, foot)], beam, max(1.2, width * 0.014))
    canvas.line([(left, eaves + wall * 0.42), (right, eaves + wall * 0.42)], beam, max(1.2, width * 0.012))
    pane = LIT if lit else mixed(palette.roof, palette.water_low, 0.35)
    for column in (0.31, 0.81):
        canvas.box(
            left + width * (column - 0.12),
            eaves + wall * 0.12,
            left + width * column,
            eaves + wall * 0.36,
            pane,
        )
    canvas.box(x - width * 0.08, foot - wall * 0.5, x + width * 0.08, foot, mixed(beam, palette.roof, 0.5))
    over = width * 0.1
    canvas.shape(
        [
            (left - over * 1.3, eaves - roof * 0.04),
            (left - over * 0.3, eaves - roof * 0.28),
            (left + width * 0.14, eaves - roof),
            (right - width * 0.14, eaves - roof),
            (right + over * 0.3, eaves - roof * 0.28),
            (right + over * 1.3, eaves - roof * 0.04),
            (right, eaves + roof * 0.1),
            (left, eaves + roof * 0.1),
        ],
        mixed(palette.roof, palette.veil, 0.16),
        palette.roof,
    )
    canvas.line(
        [(left + width * 0.12, eaves - roof), (right - width * 0.12, eaves - roof)],
        mixed(palette.roof, palette.veil, 0.3),
        width * 0.024,
    )


def block(
    canvas: Canvas,
    palette: Palette,
    x: float,
    foot: float,
    width: float,
    height: float,
    *,
    lit: float = 0,
    wall: Colour | None = None,
) -> None:
    """A town building with rows of windows, a share of them lit."""
    face = wall or mixed(palette.wall, palette.far, canvas.draw.uniform(0, 0.5))
    canvas.box(x, foot - height, x + width, foot, face, mixed(face, palette.veil, 0.25))
    canvas.box(x + width * 0.82, foot - height, x + width, foot, mixed(face, palette.roof, 0.18))
    canvas.box(x - 3, foot - height - 6, x + width + 3, foot - height + 3, mixed(face, palette.roof, 0.45))
    columns, rows = max(2, int(width / 30)), max(2, int(height / 34))
    step_x, step_y = width * 0.82 / columns, height / rows
    for row in range(rows):
        for column in range(columns):
            pane = LIT if canvas.draw.random() < lit else mixed(palette.water_low, face, 0.3)
            left, top = x + step_x * (column + 0.22), foot - height + step_y * (row + 0.25)
            canvas.box(left, top, left + step_x * 0.56, top + step_y * 0.5, pane)


def town_hall(
    canvas: Canvas, palette: Palette, x: float, foot: float, width: float, *, lit: bool = False
) -> None:
    """A broad public building: steps, columns, a middle part that stands higher."""
    height = width * 0.3
    stone = palette.wall
    for left, right, tall in ((-0.5, 0.5, 0.72), (-0.2, 0.2, 1.0)):
        x0, x1, top = x + left * width, x + right * width, foot - height * tall
        canvas.box(x0, top, x1, foot, stone, mixed(stone, palette.far, 0.3))
        canvas.box(x0 - 8, top - 10, x1 + 8, top + 5, mixed(stone, palette.roof, 0.4))
        panes = int((x1 - x0) / 34)
        for number in range(panes):
            at = x0 + (x1 - x0) * (number + 0.3) / panes
            for storey in range(3):
                y = top + (foot - top) * (0.12 + 0.27 * storey)
                canvas.box(
                    at,
                    y,
                    at + (x1 - x0) / panes * 0.42,
                    y + (foot - top) * 0.17,
                    LIT if lit else mixed(palette.water_low, stone, 0.15),
                )
    for number in range(6):
        at = x - width * 0.15 + number * width * 0.06
        canvas.box(at - 6, foot - height * 0.6, at + 6, foot, mixed(stone, palette.sun, 0.5), stone)
    canvas.box(
        x - width * 0.19,
        foot - height * 0.64,
        x + width * 0.19,
        foot - height * 0.57,
        mixed(stone, palette.roof, 0.3),
    )
    for step in range(5):
        canvas.box(
            x - width * (0.2 + step * 0.02),
            foot + step * 6,
            x + width * (0.2 + step * 0.02),
            foot + step * 6 + 6,
            mixed(stone, palette.roof, 0.12 + step * 0.05),
        )


def flag(canvas: Canvas, palette: Palette, x: float, foot: float, height: float) -> None:
    """A plain red pennant on its pole."""
    canvas.line([(x, foot), (x, foot - height)], mixed(palette.wall, palette.roof, 0.3), 4)
    canvas.shape(
        [
            (x, foot - height),
            (x + 66, foot - height + 8),
            (x + 62, foot - height + 44),
            (x, foot - height + 38),
        ],
        palette.accent,
    )


def arch_bridge(
    canvas: Canvas, palette: Palette, level: float, left: float, right: float, arches: int, rise: float
) -> None:
    """A stone bridge with round arches whose feet stand at ``level``, and its reflection."""
    stone = mixed(palette.wall, palette.roof, 0.25)
    span = (right - left) / arches
    deck = [
        (left + (right - left) * part / 40, level - rise - 26 * math.sin(math.pi * part / 40))
        for part in range(41)
    ]
    outline = [*deck, (right, level)]
    mirrored = [(x, 2 * level - y) for x, y in outline]
    faint = mixed(palette.water_low, stone, 0.35)
    canvas.shape([*mirrored, (left, level)], faint, mixed(palette.water_low, stone, 0.1))
    canvas.shape([*outline, (left, level)], mixed(stone, palette.sun, 0.2), stone)
    for number in range(arches):
        middle = left + span * (number + 0.5)
        half, high = span * 0.38, min(span * 0.42, rise * 0.88)
        arc = [
            (middle + half * math.cos(turn * math.pi / 24), level - high * math.sin(turn * math.pi / 24))
            for turn in range(25)
        ]
        canvas.shape(arc, mixed(palette.water_top, palette.near, 0.35), palette.water_top)
        canvas.shape(
            [(x, 2 * level - y) for x, y in arc],
            palette.water_top,
            mixed(palette.water_top, palette.water_low, 0.6),
        )
        canvas.line(arc, mixed(stone, palette.roof, 0.4), 5)
    canvas.line([(x, y - 17) for x, y in deck], mixed(stone, palette.roof, 0.3), 5)
    for x, y in deck[::2]:
        canvas.line([(x, y), (x, y - 22)], mixed(stone, palette.roof, 0.3), 5)


def pavilion(canvas: Canvas, palette: Palette, x: float, foot: float, size: float) -> None:
    """A small open pavilion with two lifted roofs."""
    pillar = mixed(palette.accent, palette.roof, 0.35)
    for dx in (-0.36, -0.12, 0.12, 0.36):
        canvas.line([(x + dx * size, foot), (x + dx * size, foot - size * 0.55)], pillar, size * 0.04)
    canvas.box(
        x - size * 0.48, foot - size * 0.05, x + size * 0.48, foot, mixed(palette.wall, palette.roof, 0.4)
    )
    for level, half in ((0.5, 0.62), (0.82, 0.42)):
        y = foot - size * level
        canvas.shape(
            [
                (x - half * size, y - size * 0.06),
                (x - half * size * 0.45, y - size * 0.2),
                (x, y - size * 0.42),
                (x + half * size * 0.45, y - size * 0.2),
                (x + half * size, y - size * 0.06),
                (x + half * size * 0.8, y + size * 0.03),
                (x - half * size * 0.8, y + size * 0.03),
            ],
            mixed(palette.roof, palette.veil, 0.15),
            palette.roof,
        )


def archway(canvas: Canvas, palette: Palette, x: float, foot: float, width: float) -> None:
    """A stone memorial arch over a street."""
    stone, height = mixed(palette.wall, palette.roof, 0.35), width * 0.95
    for dx, tall in ((-0.5, 0.72), (-0.22, 1), (0.22, 1), (0.5, 0.72)):
        at = x + dx * width
        canvas.box(
            at - width * 0.035,
            foot - height * tall,
            at + width * 0.035,
            foot,
            mixed(stone, palette.sun, 0.25),
            stone,
        )
    for level, left, right in ((0.56, -0.56, 0.56), (0.78, -0.3, 0.3), (0.92, -0.3, 0.3)):
        y = foot - height * level
        canvas.box(
            x + left * width, y, x + right * width, y + width * 0.055, stone, mixed(stone, palette.roof, 0.3)
        )
    for level, half in ((0.66, 0.6), (1.02, 0.36)):
        y = foot - height * level
        canvas.shape(
            [
                (x - half * width, y),
                (x - half * width * 0.8, y - width * 0.06),
                (x + half * width * 0.8, y - width * 0.06),
                (x + half * width, y),
                (x + half * width * 0.8, y + width * 0.03),
                (x - half * width * 0.8, y + width * 0.03),
            ],
            palette.roof,
        )
    canvas.box(
        x - width * 0.12,
        foot - height * 0.89,
        x + width * 0.12,
        foot - height * 0.81,
        mixed(palette.accent, palette.roof, 0.2),
    )


def lantern(canvas: Canvas, palette: Palette, x: float, y: float, size: float) -> None:
    """A red lantern with a warm glow."""
    canvas.glow(x, y, size * 2.6, LIT, 0.4)
    canvas.disc(x, y, size * 0.55, palette.accent, squash=1.1)
    canvas.disc(x, y, size * 0.26, mixed(palette.accent, LIT, 0.5), squash=1.6)
    canvas.line([(x, y + size * 0.6), (x, y + size * 1.05)], palette.accent, size * 0.08)
