"""Four times of day in one family of colours, so that all pictures belong together."""

from dataclasses import dataclass

from sites.county.demonstration.pictures.canvas import Colour, colour


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of sky, far and near land, water, walls and roofs."""

    sky_top: Colour
    sky_low: Colour
    sun: Colour
    far: Colour
    near: Colour
    leaf: Colour
    field: Colour
    water_top: Colour
    water_low: Colour
    wall: Colour
    roof: Colour
    accent: Colour
    veil: Colour


def _palette(*codes: str) -> Palette:
    return Palette(*(colour(code) for code in codes))


MORNING = _palette(
    "7fb4c4", "fbe9cf", "fff4d6", "a9c6c4", "2f6b5e", "3f8a62", "b8c969", "9cc9cf", "4d8f9b", "f7f0e3", "4b5560",
    "c8452f", "f4ead8",
)  # fmt: skip
DAY = _palette(
    "5aa3cf", "dff0f2", "fff9e4", "9fc3d2", "2d7360", "4a9a5f", "c3d06a", "8cc4d8", "3d88a3", "fbf6ea", "56606b",
    "d2512f", "e9f2f0",
)  # fmt: skip
EVENING = _palette(
    "46618c", "f6b277", "ffe3a8", "a98f9b", "2c4a57", "3c6a58", "d9a653", "d99b77", "41607f", "f5dcc0", "47424f",
    "c5402f", "f3c9a0",
)  # fmt: skip
NIGHT = _palette(
    "101f3d", "3c5a80", "f5e6b8", "2d4668", "12263d", "1c3d3f", "3f5a4a", "27456b", "0d1c34", "55627a", "1c2536",
    "e3694a", "5b7696",
)  # fmt: skip
RAIN = _palette(
    "6f8796", "c8d3d4", "e8ecea", "93a7ad", "3c5b5c", "4d7560", "9aa972", "9db1b5", "5f7d86", "dfe0d8", "4a525b",
    "b5503c", "c4cfd0",
)  # fmt: skip
AUTUMN = _palette(
    "7aa7bd", "fdebc8", "fff2cc", "b9bfae", "5c6b45", "8a7a35", "e0b64a", "a9c7c6", "557f86", "f9efdd", "54504d",
    "c54a2c", "f6e6cb",
)  # fmt: skip
