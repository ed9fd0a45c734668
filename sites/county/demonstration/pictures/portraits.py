"""Portraits of people who do not exist: silhouettes without a face."""

import io
from dataclasses import dataclass

from PIL import Image, ImageDraw

from .canvas import colour

WIDTH, HEIGHT = 480, 640
SCALE = 3


@dataclass(frozen=True, slots=True)
class Look:
    """Colours as hexadecimal codes. `long_hair` falls to the shoulders."""

    wall: str
    coat: str
    hair: str
    long_hair: bool = False


LOOKS = (
    Look(wall="D9E4EC", coat="2F4A66", hair="2B2B30"),
    Look(wall="E6DED2", coat="7A3B3B", hair="3A2E2A", long_hair=True),
    Look(wall="DCE6DA", coat="3F5B45", hair="4A4A4A"),
)
SKIN, SHIRT = "C9A58A", "F4F4F0"


def portrait(look: Look) -> bytes:
    """A JPEG of 480 × 640 pixels."""
    image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), colour(look.wall))
    pen = ImageDraw.Draw(image)

    def disc(x: float, y: float, across: float, down: float, fill: str) -> None:
        pen.ellipse([(n * SCALE) for n in (x - across, y - down, x + across, y + down)], fill=colour(fill))

    def shape(*points: tuple[float, float], fill: str) -> None:
        pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour(fill))

    if look.long_hair:
        disc(240, 250, 122, 150, look.hair)
    disc(240, 620, 205, 190, look.coat)
    shape((205, 330), (275, 330), (285, 440), (195, 440), fill=SKIN)
    shape((190, 432), (290, 432), (240, 560), fill=SHIRT)
    shape((190, 428), (150, 450), (236, 600), fill=look.coat)
    shape((290, 428), (330, 450), (244, 600), fill=look.coat)
    disc(240, 240, 92, 118, SKIN)
    pen.pieslice([(n * SCALE) for n in (142, 112, 338, 330)], start=182, end=358, fill=colour(look.hair))
    kept = io.BytesIO()
    image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(kept, "JPEG", quality=88)
    return kept.getvalue()
