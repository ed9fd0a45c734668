"""A canvas in units of a 1600 × 900 picture, drawn twice as large and scaled down for smooth edges."""

import math
import random
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1600, 900
SCALE = 2
type Colour = tuple[int, int, int]
type Point = tuple[float, float]


def colour(code: str) -> Colour:
    """A colour from its hexadecimal code, without the number sign."""
    return int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)


def mixed(first: Colour, second: Colour, share: float) -> Colour:
    """The first colour with a share (0 to 1) of the second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


class Canvas:
    """Draws shapes filled with one colour or with a vertical gradient."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)  # noqa: S311 - a picture, not a secret
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE))
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    def gradient(self, top: Colour, bottom: Colour, y0: float = 0, y1: float = HEIGHT) -> None:
        """Fill a band of the whole width."""
        height = max(1, round((y1 - y0) * SCALE))
        self.image.paste(_gradient(top, bottom, WIDTH * SCALE, height), (0, round(y0 * SCALE)))

    def shape(self, points: Sequence[Point], top: Colour, bottom: Colour | None = None) -> None:
        """Fill a polygon, with a gradient from its highest to its lowest point when two colours are given."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        if bottom is None:
            self.pen.polygon(scaled, fill=top)
            return
        ys = [y for _, y in scaled]
        y0, y1 = max(0, math.floor(min(ys))), min(HEIGHT * SCALE, math.ceil(max(ys)))
        if y1 <= y0:
            return
        mask = Image.new("L", (WIDTH * SCALE, y1 - y0))
        ImageDraw.Draw(mask).polygon([(x, y - y0) for x, y in scaled], fill=255)
        self.image.paste(_gradient(top, bottom, WIDTH * SCALE, y1 - y0), (0, y0), mask)

    def box(
        self, x0: float, y0: float, x1: float, y1: float, top: Colour, bottom: Colour | None = None
    ) -> None:
        """Fill a rectangle."""
        if x1 - x0 < 0.5 or y1 - y0 < 0.5:
            return
        left, upper, right, lower = (round(value * SCALE) for value in (x0, y0, x1, y1))
        size = (max(1, right - left), max(1, lower - upper))
        self.image.paste(_gradient(top, bottom or top, *size), (left, upper))

    def disc(
        self, x: float, y: float, radius: float, fill: Colour, alpha: int = 255, squash: float = 1
    ) -> None:
        """Fill a circle, or an ellipse when squashed."""
        box = [
            (x - radius) * SCALE,
            (y - radius * squash) * SCALE,
            (x + radius) * SCALE,
            (y + radius * squash) * SCALE,
        ]
        self.pen.ellipse(box, fill=(*fill, alpha))

    def line(self, points: Sequence[Point], fill: Colour, width: float, alpha: int = 255) -> None:
        """Draw a line; ``width`` in units of the picture."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.pen.line(scaled, fill=(*fill, alpha), width=max(1, round(width * SCALE)), joint="curve")

    def glow(self, x: float, y: float, radius: float, tint: Colour, strength: float = 0.7) -> None:
        """A soft light."""
        size = round(radius * 2 * SCALE)
        light = Image.radial_gradient("L").resize((size, size))
        mask = light.point(lambda value: round(max(0.0, 1 - value / 180) ** 2 * 255 * strength))
        self.image.paste(
            Image.new("RGB", (size, size), tint),
            (round((x - radius) * SCALE), round((y - radius) * SCALE)),
            mask,
        )

    def mist(self, y0: float, y1: float, tint: Colour, strength: float = 0.6) -> None:
        """A veil, thickest in the middle of its band."""
        height = round((y1 - y0) * SCALE)
        ramp = Image.linear_gradient("L").resize((WIDTH * SCALE, height))
        mask = ramp.point(lambda value: round(math.sin(math.pi * value / 255) * 255 * strength))
        self.image.paste(Image.new("RGB", (WIDTH * SCALE, height), tint), (0, round(y0 * SCALE)), mask)

    def finished(self) -> Image.Image:
        """The picture in its final size."""
        picture = self.image.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
        return picture.filter(ImageFilter.SMOOTH)


def _gradient(top: Colour, bottom: Colour, width: int, height: int) -> Image.Image:
    if top == bottom:
        return Image.new("RGB", (width, height), top)
    ramp = Image.linear_gradient("L").resize((1, height))
    bands = [
        ramp.point([round(a + (b - a) * value / 255) for value in range(256)])
        for a, b in zip(top, bottom, strict=True)
    ]
    return Image.merge("RGB", bands).resize((width, height))
