"""Scenes of hills, fields and water."""

import math

from sites.county.demonstration.pictures import buildings, plants, terrain
from sites.county.demonstration.pictures.canvas import HEIGHT, WIDTH, Canvas, colour, mixed
from sites.county.demonstration.pictures.palette import Palette


def hills(canvas: Canvas, palette: Palette) -> None:
    """Ridge behind ridge, with a pavilion on the nearest."""
    terrain.sky(canvas, palette, 560, (1150, 215))
    line = terrain.ridges(canvas, palette, 330, 760, 6, 85)
    at = 420
    foot = min(y for x, y in line if abs(x - at) < 40) + 14
    buildings.pavilion(canvas, palette, at, foot, 120)
    plants.grove(canvas, palette, 520, 760, foot + 40, 90, 6)
    plants.grove(canvas, palette, 60, 320, foot + 70, 110, 6)


def rice_terraces(canvas: Canvas, palette: Palette) -> None:
    """Flooded and planted steps below the morning hills."""
    terrain.sky(canvas, palette, 400, (420, 170))
    terrain.ridges(canvas, palette, 250, 380, 3, 50)
    terrain.terraces(canvas, palette, 420, 16, flooded=True)
    plants.grove(canvas, palette, 1180, 1420, 520, 85, 6)
    buildings.house(canvas, palette, 1110, 530, 120)
    buildings.house(canvas, palette, 1230, 545, 96)


def rice_fields(canvas: Canvas, palette: Palette) -> None:
    """Ripe fields in rows that run towards the hills."""
    terrain.sky(canvas, palette, 430, (1240, 200))
    terrain.ridges(canvas, palette, 300, 420, 4, 55)
    gold, green = palette.field, mixed(palette.field, palette.leaf, 0.45)
    canvas.gradient(mixed(gold, palette.veil, 0.3), gold, 470, HEIGHT)
    for number in range(-26, 27):
        near, far = 800 + number * 118, 800 + number * 30
        tint = green if number % 4 == 0 else mixed(gold, palette.accent, 0.06 + 0.1 * (number % 2))
        canvas.shape(
            [(far - 6, 472), (far + 6, 472), (near + 34, HEIGHT), (near - 34, HEIGHT)],
            mixed(tint, palette.veil, 0.3),
            tint,
        )
    for _ in range(900):
        share = canvas.draw.random() ** 0.6
        x, y = canvas.draw.uniform(0, WIDTH), 480 + 420 * share
        canvas.line(
            [(x, y), (x + canvas.draw.uniform(-4, 8) * (1 + share), y - 7 - 16 * share)],
            mixed(gold, palette.sun, canvas.draw.uniform(0.1, 0.6)),
            1 + share * 1.5,
            200,
        )
    plants.grove(canvas, palette, 60, 420, 480, 80, 8)
    for x, width in ((260, 110), (345, 84)):
        buildings.house(canvas, palette, x, 486, width)
    plants.grove(canvas, palette, 1080, 1560, 482, 70, 9)


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
        upper.transpose(1).resize((canvas.image.width, (HEIGHT - horizon) * 2)), (0, horizon * 2)
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


def road(canvas: Canvas, palette: Palette) -> None:
    """A new road that winds up to the pass."""
    terrain.sky(canvas, palette, 470, (360, 190))
    terrain.ridges(canvas, palette, 280, 430, 4, 80)
    slope = mixed(palette.leaf, palette.field, 0.25)
    canvas.gradient(mixed(slope, palette.veil, 0.3), mixed(slope, palette.near, 0.15), 480, HEIGHT)
    middle = terrain.winding((820, 470), (760, HEIGHT + 30), 1.5, 330)
    asphalt = mixed(palette.roof, palette.far, 0.3)
    terrain.band(canvas, middle, 12, 470, mixed(slope, palette.near, 0.25), mixed(slope, palette.near, 0.4))
    terrain.band(canvas, middle, 8, 400, mixed(asphalt, palette.veil, 0.35), asphalt)
    for number in range(6, len(middle) - 3, 3):
        share = (number / len(middle)) ** 2
        canvas.line(middle[number : number + 2], palette.wall, 1 + 8 * share)
    plants.grove(canvas, palette, 40, 520, 580, 95, 9)
    plants.grove(canvas, palette, 1180, 1580, 560, 85, 8)
    plants.grove(canvas, palette, 1150, 1580, 770, 170, 5)
    bus(canvas, palette, *middle[len(middle) // 2], 46)


def bus(canvas: Canvas, palette: Palette, x: float, foot: float, size: float) -> None:
    """A country bus seen from behind."""
    canvas.box(
        x - size * 0.5,
        foot - size,
        x + size * 0.5,
        foot - size * 0.12,
        palette.accent,
        mixed(palette.accent, palette.roof, 0.25),
    )
    canvas.box(
        x - size * 0.4,
        foot - size * 0.88,
        x + size * 0.4,
        foot - size * 0.5,
        mixed(palette.water_top, palette.wall, 0.3),
    )
    canvas.box(x - size * 0.42, foot - size * 0.14, x - size * 0.22, foot, palette.roof)
    canvas.box(x + size * 0.22, foot - size * 0.14, x + size * 0.42, foot, palette.roof)


def orchard(canvas: Canvas, palette: Palette) -> None:
    """Rows of fruit trees on a slope, heavy with oranges."""
    terrain.sky(canvas, palette, 430, (1230, 190))
    terrain.ridges(canvas, palette, 280, 420, 4, 60)
    ground = mixed(palette.field, palette.leaf, 0.5)
    canvas.gradient(mixed(ground, palette.veil, 0.25), mixed(ground, palette.near, 0.2), 470, HEIGHT)
    for row in range(6):
        foot = 520 + row * row * 13.5 + row * 14
        size = 46 + row * 30
        step = size * 1.18
        for number in range(int(WIDTH / step) + 2):
            x = (number - 0.5 * (row % 2)) * step + canvas.draw.uniform(-6, 6)
            canvas.disc(x, foot, size * 0.42, mixed(ground, palette.near, 0.5), 110, squash=0.2)
            plants.tree(canvas, palette, x, foot, size)
            for _ in range(9):
                canvas.disc(
                    x + canvas.draw.uniform(-0.42, 0.42) * size,
                    foot - canvas.draw.uniform(0.42, 1.05) * size,
                    size * 0.052,
                    colour("e98a1f"),
                )


def plum(canvas: Canvas, palette: Palette) -> None:
    """Branches in bloom before misty hills."""
    terrain.sky(canvas, palette, 620, (430, 250))
    terrain.ridges(canvas, palette, 470, 780, 4, 80)
    blossom = mixed(colour("fbe3e6"), palette.wall, 0.35)
    for start, angle, length, width in (
        ((1620, 90), 2.85, 270, 26),
        ((1620, 640), 3.45, 270, 24),
        ((-20, 60), 0.45, 230, 18),
    ):
        plants.branch(canvas, palette, start, angle, length, width, blossom)
    for _ in range(60):
        canvas.disc(
            canvas.draw.uniform(0, WIDTH),
            canvas.draw.uniform(100, HEIGHT),
            canvas.draw.uniform(2, 5),
            blossom,
            200,
            squash=0.7,
        )


def village(canvas: Canvas, palette: Palette) -> None:
    """Houses at the foot of the hills among bamboo, fields in front."""
    terrain.sky(canvas, palette, 480, (1200, 200))
    terrain.ridges(canvas, palette, 290, 470, 4, 75)
    ground = mixed(palette.leaf, palette.field, 0.35)
    terrain.land(canvas, terrain.ridge_line(canvas, 545, 22, 1.2), mixed(ground, palette.near, 0.25), ground)
    plants.grove(canvas, palette, 80, 1540, 545, 120, 20)
    places = [
        (280, 590, 150),
        (430, 615, 190),
        (640, 598, 160),
        (820, 628, 215),
        (1040, 604, 170),
        (1220, 622, 180),
    ]
    for x, foot, width in places:
        buildings.house(canvas, palette, x, foot, width)
    plants.bamboo(canvas, palette, 140, 690, 270, 11)
    plants.bamboo(canvas, palette, 1420, 700, 310, 13)
    terrain.terraces(canvas, palette, 660, 7, flooded=False)


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
        x, y = canvas.draw.uniform(-50, WIDTH), canvas.draw.uniform(-50, HEIGHT)
        length = canvas.draw.uniform(22, 58)
        canvas.line(
            [(x, y), (x - length * 0.22, y + length)], palette.veil, 1.2, canvas.draw.randint(50, 140)
        )
