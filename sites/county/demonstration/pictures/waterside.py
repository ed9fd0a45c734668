"""Scenes of rivers, lakes, rain and mist."""

import math

from PIL import Image

from sites.county.demonstration.pictures import buildings, plants, terrain
from sites.county.demonstration.pictures.canvas import HEIGHT, WIDTH, Canvas, mixed
from sites.county.demonstration.pictures.palette import Palette


def river(canvas: Canvas, palette: Palette) -> None:
    """A river that winds out of the hills, a sail on it."""
    terrain.sky(canvas, palette, 480, (1010, 190))
    terrain.ridges(canvas, palette, 270, 430, 5, 85)
    bank = mixed(palette.leaf, palette.field, 0.35)
    canvas.gradient(mixed(bank, palette.veil, 0.35), bank, 500, HEIGHT)
    middle = terrain.winding((930, 500), (640, HEIGHT + 20), 1.1, 230)
    terrain.band(canvas, middle, 26, 980, mixed(bank, palette.veil, 0.5), mixed(bank, palette.near, 0.3))
    terrain.band(canvas, middle, 18, 900, palette.water_top, palette.water_low)
    terrain.glints(canvas, palette, 760, 896, 420, 960)
    plants.grove(canvas, palette, 1150, 1590, 640, 120, 9)
    plants.grove(canvas, palette, 20, 420, 580, 90, 9)
    plants.bamboo(canvas, palette, 1400, 870, 330, 12)
    boat(canvas, palette, 790, 745, 120)


def boat(canvas: Canvas, palette: Palette, x: float, y: float, size: float) -> None:
    """A small covered boat and its reflection."""
    hull = mixed(palette.roof, palette.accent, 0.25)
    canvas.disc(
        x, y + size * 0.12, size * 0.55, mixed(palette.water_low, palette.roof, 0.3), 150, squash=0.12
    )
    canvas.shape(
        [
            (x - size * 0.62, y - size * 0.09),
            (x - size * 0.42, y + size * 0.1),
            (x + size * 0.42, y + size * 0.1),
            (x + size * 0.64, y - size * 0.1),
            (x + size * 0.4, y - size * 0.02),
            (x - size * 0.4, y - size * 0.02),
        ],
        hull,
    )
    arc = [
        (
            x + size * 0.27 * math.cos(turn * math.pi / 16),
            y - size * 0.02 - size * 0.26 * math.sin(turn * math.pi / 16),
        )
        for turn in range(17)
    ]
    canvas.shape(arc, mixed(palette.field, palette.roof, 0.25), mixed(palette.field, palette.roof, 0.5))


def lake(canvas: Canvas, palette: Palette) -> None:
    """Still water with mirrored hills, a landing stage and a boat."""
    terrain.sky(canvas, palette, 500, (1120, 210))
    terrain.ridges(canvas, palette, 330, 470, 4, 70)
    horizon = 520
    upper = canvas.image.crop((0, 120, canvas.image.width, horizon * 2))
    canvas.image.paste(
        upper.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((canvas.image.width, (HEIGHT - horizon) * 2)),
        (0, horizon * 2),
    )
    canvas.mist(horizon - 60, horizon + 60, palette.veil, 0.5)
    veil = [(x, HEIGHT) for x in (0, WIDTH)]
    canvas.pen.polygon(
        [(0, horizon * 2), (WIDTH * 2, horizon * 2), *[(x * 2, y * 2) for x, y in reversed(veil)]],
        fill=(*palette.water_low, 70),
    )
    terrain.glints(canvas, palette, horizon + 30, HEIGHT)
    for number in range(9):
        x = 140 + number * 52
        canvas.line([(x, 800 - number * 18), (x, 850 - number * 18)], palette.roof, 7)
    canvas.shape(
        [(90, 812), (150, 838), (610, 672), (590, 660)],
        mixed(palette.field, palette.roof, 0.4),
        mixed(palette.field, palette.roof, 0.6),
    )
    boat(canvas, palette, 900, 690, 130)
    plants.bamboo(canvas, palette, 1470, 900, 380, 14)


def sea_of_clouds(canvas: Canvas, palette: Palette) -> None:
    """Peaks above the clouds, a pavilion on one of them."""
    terrain.sky(canvas, palette, 620, (520, 230))
    for level, share in ((400, 0.1), (500, 0.35), (610, 0.65), (720, 1.0)):
        tint = mixed(palette.far, palette.near, share)
        line = terrain.ridge_line(canvas, level, 135, 1.4 + share)
        terrain.land(canvas, line, tint, palette.veil, min(HEIGHT, level + 230))
        canvas.mist(level + 30, level + 190, palette.veil, 0.95)
        for _ in range(16):
            x, y = canvas.draw.uniform(-100, WIDTH + 100), level + canvas.draw.uniform(85, 160)
            canvas.disc(x, y, canvas.draw.uniform(90, 230), palette.veil, 75, squash=0.17)
    peak = [
        (860, 905),
        (955, 770),
        (985, 690),
        (1035, 640),
        (1055, 575),
        (1100, 552),
        (1150, 556),
        (1185, 600),
        (1215, 615),
        (1255, 705),
        (1300, 745),
        (1400, 905),
    ]
    canvas.shape(peak, palette.near, mixed(palette.near, palette.veil, 0.8))
    plants.grove(canvas, palette, 1000, 1070, 660, 80, 3)
    plants.grove(canvas, palette, 1180, 1270, 680, 85, 4)
    buildings.pavilion(canvas, palette, 1118, 562, 120)
    canvas.mist(740, 960, palette.veil, 0.9)


def rain(canvas: Canvas, palette: Palette) -> None:
    """A swollen river under rain, held by its dyke."""
    terrain.sky(canvas, palette, 470, None)
    terrain.ridges(canvas, palette, 250, 430, 4, 85)
    canvas.gradient(
        mixed(palette.water_top, palette.field, 0.25),
        mixed(palette.water_low, palette.field, 0.12),
        500,
        HEIGHT,
    )
    terrain.glints(canvas, palette, 510, HEIGHT)
    stone = mixed(palette.wall, palette.roof, 0.3)
    canvas.shape(
        [(1000, HEIGHT), (1130, 500), (1600, 470), (1600, HEIGHT)],
        mixed(stone, palette.veil, 0.3),
        mixed(stone, palette.roof, 0.35),
    )
    canvas.shape([(1120, 505), (1130, 490), (1600, 458), (1600, 480)], mixed(stone, palette.sun, 0.4))
    for number in range(7):
        y = 560 + number * 52
        canvas.line([(1114 - number * 16, y), (1600, y - 18)], mixed(stone, palette.roof, 0.35), 2, 150)
    gauge = 1060
    for number in range(10):
        canvas.box(
            gauge,
            520 + number * 30,
            gauge + 20,
            535 + number * 30,
            palette.wall if number % 2 else palette.accent,
        )
        canvas.box(gauge, 535 + number * 30, gauge + 20, 550 + number * 30, palette.wall)
    plants.grove(canvas, palette, 1180, 1590, 468, 120, 8)
    buildings.house(canvas, palette, 1410, 470, 150)
    for _ in range(420):
        left, top = canvas.draw.uniform(-50, WIDTH), canvas.draw.uniform(-50, HEIGHT)
        length = canvas.draw.uniform(22, 58)
        canvas.line(
            [(left, top), (left - length * 0.22, top + length)],
            palette.veil,
            1.2,
            canvas.draw.randint(50, 140),
        )
