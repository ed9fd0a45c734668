"""Scenes of schools, clinics, works, the town by night and a reading room."""

from PIL import Image

from sites.county.demonstration.pictures import buildings, plants, terrain
from sites.county.demonstration.pictures.canvas import HEIGHT, WIDTH, Canvas, colour, mixed
from sites.county.demonstration.pictures.palette import Palette
from sites.county.demonstration.pictures.towns import skyline


def school(canvas: Canvas, palette: Palette) -> None:
    """A school with its yard, trees and a running track."""
    terrain.sky(canvas, palette, 520, (1240, 180))
    terrain.ridges(canvas, palette, 320, 440, 4, 70)
    grass = mixed(palette.leaf, palette.field, 0.4)
    canvas.gradient(mixed(grass, palette.veil, 0.3), grass, 560, HEIGHT)
    brick = mixed(palette.accent, palette.wall, 0.62)
    buildings.block(canvas, palette, 300, 600, 520, 200, wall=palette.wall)
    buildings.block(canvas, palette, 820, 600, 180, 260, wall=brick)
    buildings.block(canvas, palette, 1000, 600, 330, 200, wall=palette.wall)
    canvas.box(870, 540, 950, 600, palette.roof, mixed(palette.roof, palette.wall, 0.2))
    canvas.disc(910, 385, 30, palette.wall)
    canvas.line([(910, 385), (910, 365)], palette.roof, 4)
    canvas.line([(910, 385), (925, 392)], palette.roof, 4)
    plants.grove(canvas, palette, 40, 300, 606, 150, 5)
    plants.grove(canvas, palette, 1340, 1580, 606, 150, 5)
    track = mixed(palette.accent, palette.wall, 0.22)
    canvas.disc(820, 880, 760, track, squash=0.3)
    for radius in (725, 690, 655):
        box = [(820 - radius) * 2, (880 - radius * 0.3) * 2, (820 + radius) * 2, (880 + radius * 0.3) * 2]
        canvas.pen.ellipse(box, outline=(*palette.wall, 190), width=4)
    canvas.disc(820, 880, 620, mixed(grass, palette.near, 0.12), squash=0.3)
    buildings.flag(canvas, palette, 640, 690, 260)


def clinic(canvas: Canvas, palette: Palette) -> None:
    """A health centre with a green cross among trees."""
    terrain.sky(canvas, palette, 520, (330, 180))
    terrain.ridges(canvas, palette, 330, 450, 4, 65)
    ground = mixed(palette.wall, palette.far, 0.4)
    canvas.gradient(mixed(palette.leaf, palette.field, 0.4), mixed(palette.leaf, palette.near, 0.1), 560, 690)
    canvas.gradient(ground, mixed(ground, palette.veil, 0.3), 690, HEIGHT)
    for number in range(7):
        canvas.box(120 + number * 230, 790, 240 + number * 230, 799, palette.wall)
    buildings.block(canvas, palette, 420, 680, 780, 230, wall=palette.wall)
    buildings.block(canvas, palette, 690, 680, 240, 320, wall=mixed(palette.wall, palette.sun, 0.4))
    canvas.box(660, 596, 960, 616, mixed(palette.water_low, palette.leaf, 0.4))
    canvas.box(
        740,
        616,
        880,
        680,
        mixed(palette.water_top, palette.wall, 0.3),
        mixed(palette.water_low, palette.wall, 0.3),
    )
    green = colour("2f9a6a")
    canvas.disc(810, 420, 52, palette.wall)
    canvas.box(796, 382, 824, 458, green)
    canvas.box(772, 406, 848, 434, green)
    plants.grove(canvas, palette, 60, 420, 694, 150, 7)
    plants.grove(canvas, palette, 1210, 1580, 694, 150, 7)


def factory(canvas: Canvas, palette: Palette) -> None:
    """Workshops with saw-tooth roofs, silos and solar panels."""
    terrain.sky(canvas, palette, 520, (1240, 190))
    terrain.ridges(canvas, palette, 320, 440, 4, 60)
    ground = mixed(palette.leaf, palette.field, 0.3)
    canvas.gradient(mixed(ground, palette.veil, 0.3), ground, 560, HEIGHT)
    for number in range(5):
        x, tint = 1150 + number * 76, mixed(palette.wall, palette.far, 0.3)
        canvas.box(x, 400, x + 66, 640, mixed(tint, palette.sun, 0.5), tint)
        canvas.disc(x + 33, 400, 33, mixed(tint, palette.roof, 0.2), squash=0.35)
    for number in range(6):
        x = 150 + number * 165
        canvas.box(x, 500, x + 165, 650, palette.wall, mixed(palette.wall, palette.far, 0.3))
        canvas.shape(
            [(x, 500), (x, 428), (x + 165, 500)], mixed(palette.roof, palette.far, 0.25), palette.roof
        )
        canvas.box(x + 4, 440, x + 16, 500, mixed(palette.water_top, palette.sun, 0.3))
        for pane in range(3):
            canvas.box(
                x + 20 + pane * 48, 540, x + 56 + pane * 48, 585, mixed(palette.water_low, palette.wall, 0.25)
            )
    canvas.box(560, 580, 660, 650, mixed(palette.accent, palette.roof, 0.2))
    plants.grove(canvas, palette, 20, 1590, 668, 80, 22)
    panel = mixed(palette.water_low, colour("1c3560"), 0.6)
    for row in range(3):
        y = 720 + row * 62
        for number in range(9):
            x = 60 + number * 172 - row * 22
            canvas.shape(
                [(x, y), (x + 150, y), (x + 132, y + 42), (x - 22, y + 42)],
                mixed(panel, palette.veil, 0.25),
                panel,
            )
            for cell in range(1, 5):
                canvas.line([(x + cell * 30, y), (x + cell * 30 - 20, y + 42)], palette.veil, 1, 130)
            canvas.line([(x - 11, y + 21), (x + 141, y + 21)], palette.veil, 1, 130)


def night(canvas: Canvas, palette: Palette) -> None:
    """The lit town at the river, a bridge of lights."""
    terrain.sky(canvas, palette, 560, (1240, 160))
    for _ in range(130):
        canvas.disc(
            canvas.draw.uniform(0, WIDTH),
            canvas.draw.uniform(0, 330),
            canvas.draw.uniform(0.6, 1.7),
            palette.sun,
            canvas.draw.randint(60, 200),
        )
    terrain.ridges(canvas, palette, 380, 480, 3, 60)
    canvas.glow(800, 600, 700, colour("e8a86a"), 0.35)
    skyline(canvas, palette, 610, 260, lit=0.5)
    water_line = 612
    mirrored = canvas.image.crop((0, 640, canvas.image.width, water_line * 2)).transpose(
        Image.Transpose.FLIP_TOP_BOTTOM
    )
    canvas.image.paste(mirrored, (0, water_line * 2))
    canvas.pen.rectangle([0, water_line * 2, WIDTH * 2, HEIGHT * 2], fill=(*palette.water_low, 150))
    canvas.box(0, 604, WIDTH, 616, mixed(palette.wall, palette.roof, 0.5))
    for number in range(28):
        x = 30 + number * 58
        canvas.line([(x, 606), (x, 578)], palette.wall, 2)
        canvas.glow(x, 574, 34, buildings.LIT, 0.75)
        canvas.disc(x, 574, 4, buildings.LIT)
        for part in range(12):
            y = 632 + part * 13
            canvas.line(
                [(x - 10 + canvas.draw.uniform(-5, 5), y), (x + 10 + canvas.draw.uniform(-5, 5), y)],
                buildings.LIT,
                2.4,
                150 - part * 11,
            )
    terrain.glints(canvas, palette, 640, HEIGHT)


def library(canvas: Canvas, palette: Palette) -> None:
    """A reading room: shelves, a table with a lamp, hills in the window."""
    terrain.sky(canvas, palette, 520, (830, 210))
    terrain.ridges(canvas, palette, 330, 520, 4, 60)
    wood = mixed(palette.field, palette.roof, 0.5)
    wall = mixed(palette.wall, palette.field, 0.15)
    for x0, y0, x1, y1 in (
        (0, 0, 560, HEIGHT),
        (1040, 0, WIDTH, HEIGHT),
        (560, 0, 1040, 90),
        (560, 560, 1040, HEIGHT),
    ):
        canvas.box(x0, y0, x1, y1, wall, mixed(wall, palette.roof, 0.12))
    for x in (560, 796, 1032):
        canvas.box(x, 84, x + 12, 566, wood)
    for y in (84, 320, 556):
        canvas.box(556, y, 1048, y + 12, wood)
    spines = [
        palette.accent,
        palette.water_low,
        palette.leaf,
        palette.near,
        palette.field,
        palette.roof,
        colour("8a5a3c"),
        palette.wall,
    ]
    for left, right in ((60, 500), (1100, 1540)):
        canvas.box(left - 16, 60, right + 16, 700, wood, mixed(wood, palette.roof, 0.3))
        for shelf in range(5):
            top = 78 + shelf * 124
            canvas.box(left, top, right, top + 106, mixed(wood, palette.roof, 0.55))
            at = left + 6.0
            while at < right - 26:
                width, height = canvas.draw.uniform(12, 25), canvas.draw.uniform(66, 98)
                spine = mixed(canvas.draw.choice(spines), wood, 0.2)
                canvas.box(
                    at, top + 106 - height, at + width, top + 106, spine, mixed(spine, palette.roof, 0.2)
                )
                canvas.box(
                    at + 2,
                    top + 106 - height * 0.8,
                    at + width - 2,
                    top + 106 - height * 0.74,
                    mixed(spine, palette.wall, 0.6),
                )
                at += width + 1.5
    canvas.glow(800, 600, 330, buildings.LIT, 0.5)
    canvas.shape([(330, 740), (1270, 740), (1400, 800), (200, 800)], mixed(wood, palette.sun, 0.35), wood)
    canvas.box(200, 800, 1400, 830, mixed(wood, palette.roof, 0.35))
    canvas.line([(800, 745), (800, 650)], palette.roof, 8)
    canvas.shape(
        [(740, 655), (860, 655), (835, 600), (765, 600)], palette.leaf, mixed(palette.leaf, palette.near, 0.4)
    )
    for edge in (500, 1050):
        canvas.shape(
            [
                (edge, 772),
                (edge + 80, 762),
                (edge + 160, 772),
                (edge + 160, 786),
                (edge + 80, 776),
                (edge, 786),
            ],
            palette.wall,
            mixed(palette.wall, palette.far, 0.3),
        )
