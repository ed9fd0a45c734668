"""Scenes of hills, fields and water."""

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
