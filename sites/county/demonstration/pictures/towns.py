"""Scenes of towns, streets and public places."""

from sites.county.demonstration.pictures import buildings, plants, terrain
from sites.county.demonstration.pictures.canvas import HEIGHT, WIDTH, Canvas, colour, mixed
from sites.county.demonstration.pictures.palette import Palette


def skyline(canvas: Canvas, palette: Palette, foot: float, tallest: float, lit: float = 0) -> None:
    """Town buildings side by side over the whole width; ``lit`` is the share of lit windows."""
    x = -20.0
    while x < WIDTH:
        width = canvas.draw.uniform(64, 128)
        height = tallest * canvas.draw.uniform(0.35, 1)
        buildings.block(canvas, palette, x, foot, width, height, lit=lit)
        x += width + canvas.draw.uniform(4, 26)


def bridge(canvas: Canvas, palette: Palette) -> None:
    """A stone bridge with arches over a calm river."""
    terrain.sky(canvas, palette, 470, (1150, 200))
    terrain.ridges(canvas, palette, 300, 440, 4, 75)
    plants.grove(canvas, palette, -20, 1620, 520, 95, 24)
    terrain.water(canvas, palette, 520)
    buildings.arch_bridge(canvas, palette, 640, 120, 1480, 5, 130)
    terrain.glints(canvas, palette, 700, HEIGHT)
    plants.bamboo(canvas, palette, 60, 900, 380, 13)


def hall(canvas: Canvas, palette: Palette) -> None:
    """The hall of the county on its square, the town behind."""
    terrain.sky(canvas, palette, 560, (330, 180))
    terrain.ridges(canvas, palette, 360, 470, 3, 55)
    skyline(canvas, palette, 600, 190)
    canvas.mist(470, 640, palette.veil, 0.55)
    square = mixed(palette.wall, palette.far, 0.35)
    canvas.gradient(mixed(square, palette.veil, 0.4), mixed(square, palette.roof, 0.12), 628, HEIGHT)
    for number in range(-12, 13):
        canvas.line([(800 + number * 70, 660), (800 + number * 210, HEIGHT)], palette.wall, 2, 130)
    for y in (690, 740, 812):
        canvas.line([(0, y), (WIDTH, y)], palette.wall, 2, 130)
    buildings.town_hall(canvas, palette, 800, 640, 780)
    plants.grove(canvas, palette, 30, 390, 668, 120, 7)
    plants.grove(canvas, palette, 1210, 1570, 668, 120, 7)
    buildings.flag(canvas, palette, 800, 740, 250)


def town(canvas: Canvas, palette: Palette) -> None:
    """A street of the town with trees, shops and a bus."""
    terrain.sky(canvas, palette, 560, (1240, 190))
    terrain.ridges(canvas, palette, 330, 430, 3, 60)
    skyline(canvas, palette, 610, 300)
    canvas.mist(380, 640, palette.veil, 0.3)
    x = -30.0
    signs = [
        palette.accent,
        mixed(palette.water_low, palette.roof, 0.2),
        palette.leaf,
        mixed(palette.field, palette.accent, 0.3),
    ]
    while x < WIDTH:
        width = canvas.draw.uniform(150, 210)
        buildings.block(canvas, palette, x, 690, width, canvas.draw.uniform(150, 230), wall=palette.wall)
        sign = canvas.draw.choice(signs)
        canvas.box(x, 622, x + width, 644, sign, mixed(sign, palette.roof, 0.2))
        canvas.box(x + 10, 648, x + width - 10, 690, mixed(palette.roof, buildings.LIT, 0.35))
        x += width + 2
    pavement = mixed(palette.wall, palette.roof, 0.2)
    canvas.gradient(pavement, mixed(pavement, palette.veil, 0.2), 690, 735)
    canvas.gradient(
        mixed(palette.roof, palette.far, 0.3), mixed(palette.roof, palette.far, 0.15), 735, HEIGHT
    )
    for number in range(9):
        canvas.box(60 + number * 190, 815, 160 + number * 190, 823, palette.wall)
    for number in range(9):
        plants.tree(canvas, palette, 90 + number * 180 + canvas.draw.uniform(-12, 12), 728, 150)
    canvas.box(930, 700, 1190, 800, palette.accent, mixed(palette.accent, palette.roof, 0.2))
    for number in range(5):
        canvas.box(
            944 + number * 49, 714, 984 + number * 49, 752, mixed(palette.water_top, palette.wall, 0.4)
        )
    canvas.box(930, 765, 1190, 774, palette.wall)
    for x in (985, 1130):
        canvas.disc(x, 800, 22, palette.roof)
        canvas.disc(x, 800, 9, palette.wall)


def old_town(canvas: Canvas, palette: Palette) -> None:
    """A flagstone street between wooden houses, an arch across it, lanterns under the eaves."""
    terrain.sky(canvas, palette, 520, (800, 210))
    terrain.ridges(canvas, palette, 330, 430, 3, 60)
    stone = mixed(palette.wall, palette.roof, 0.35)
    canvas.gradient(stone, mixed(stone, palette.roof, 0.2), 560, HEIGHT)
    for row in range(10):
        y = 575 + row * row * 3.6
        canvas.line([(0, y), (WIDTH, y)], mixed(stone, palette.roof, 0.4), 1.5, 150)
    for number in range(-10, 11):
        canvas.line(
            [(800 + number * 30, 560), (800 + number * 150, HEIGHT)],
            mixed(stone, palette.roof, 0.4),
            1.5,
            130,
        )
    buildings.archway(canvas, palette, 800, 600, 240)
    for depth in range(5):
        width = 150 + depth * depth * 26 + depth * 40
        foot = 585 + depth * depth * 15 + depth * 14
        offset = 190 + depth * depth * 34 + depth * 62
        for x in (800 - offset, 800 + offset):
            buildings.house(canvas, palette, x, foot, width, lit=True)
            inner = x + (width * 0.46 if x < 800 else -width * 0.46)
            buildings.lantern(canvas, palette, inner, foot - width * 0.34, 8 + depth * 5)


def market(canvas: Canvas, palette: Palette) -> None:
    """Stalls under awnings with baskets of vegetables and fruit."""
    terrain.sky(canvas, palette, 480, (1290, 170))
    terrain.ridges(canvas, palette, 290, 390, 3, 55)
    for number in range(8):
        buildings.house(canvas, palette, 70 + number * 215, 540, 215)
    ground = mixed(palette.wall, palette.field, 0.3)
    canvas.gradient(mixed(ground, palette.veil, 0.2), mixed(ground, palette.roof, 0.25), 538, HEIGHT)
    cloths = [palette.accent, colour("e0a73a"), palette.leaf, mixed(palette.water_low, palette.roof, 0.1)]
    goods = [
        colour("c9402e"),
        colour("e6972c"),
        colour("6f9f3d"),
        colour("7b4a86"),
        colour("e9dfb9"),
        colour("d9bd3f"),
    ]
    for row, (foot, width, count) in enumerate(((690, 270, 6), (860, 400, 5))):
        for number in range(count):
            left = -60 + number * width * 1.06 + row * 70
            _stall(canvas, palette, left, foot, width, cloths[(number + row) % 4], goods)


def _stall(
    canvas: Canvas,
    palette: Palette,
    left: float,
    foot: float,
    width: float,
    cloth: tuple[int, int, int],
    goods: list[tuple[int, int, int]],
) -> None:
    high, table = width * 0.52, width * 0.2
    for x in (left + width * 0.06, left + width * 0.9):
        canvas.line([(x, foot), (x, foot - high)], palette.roof, 4)
    canvas.box(
        left + 4,
        foot - table,
        left + width * 0.96,
        foot,
        mixed(palette.field, palette.roof, 0.45),
        mixed(palette.field, palette.roof, 0.6),
    )
    for basket in range(5):
        x = left + width * (0.13 + basket * 0.175)
        tint = canvas.draw.choice(goods)
        for _ in range(16):
            canvas.disc(
                x + canvas.draw.uniform(-0.065, 0.065) * width,
                foot - table - canvas.draw.uniform(0, 0.075) * width,
                width * 0.023,
                mixed(tint, palette.sun, canvas.draw.uniform(0, 0.3)),
            )
        canvas.shape(
            [
                (x - width * 0.085, foot - table - 2),
                (x + width * 0.085, foot - table - 2),
                (x + width * 0.065, foot - table + width * 0.07),
                (x - width * 0.065, foot - table + width * 0.07),
            ],
            mixed(palette.field, palette.roof, 0.3),
            mixed(palette.field, palette.roof, 0.5),
        )
    stripes = 8
    for stripe in range(stripes):
        x0, x1 = left + width * 0.96 * stripe / stripes, left + width * 0.96 * (stripe + 1) / stripes
        tint = cloth if stripe % 2 else palette.wall
        canvas.shape(
            [
                (x0 + width * 0.05, foot - high - width * 0.12),
                (x1 + width * 0.05, foot - high - width * 0.12),
                (x1, foot - high + 8),
                (x0, foot - high + 8),
            ],
            mixed(tint, palette.sun, 0.15),
            tint,
        )
        canvas.disc((x0 + x1) / 2, foot - high + 8, (x1 - x0) / 2, tint)
