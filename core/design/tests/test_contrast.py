"""The colours of every theme reach the contrast of WCAG 2.2 AA (1.4.3 for text, 1.4.11 for edges)."""

import re
from pathlib import Path

import pytest

from core.design.bundle import STATIC

ROOT = Path(__file__).resolve().parents[3]
COLOUR = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})")
THEMES = {path.stem: path for path in sorted((ROOT / "sites").glob("*/static/themes/*.css"))}
TEXT = [
    ("ink", "paper"), ("ink", "ground"), ("ink", "brand-tint"), ("ink-soft", "paper"), ("ink-soft", "ground"),
    ("ink-soft", "brand-tint"), ("ink-faint", "paper"), ("ink-faint", "ground"), ("ink-faint", "brand-tint"),
    ("on-brand", "brand"), ("on-brand", "brand-deep"), ("brand", "paper"), ("brand", "ground"),
    ("brand", "brand-tint"), ("brand-deep", "brand-tint"), ("brand-deep", "ground"), ("link", "paper"),
    ("link", "info-tint"), ("link", "warn-tint"), ("link", "ground"), ("base-text", "base"), ("ink", "sky-high"),
    ("bad", "paper"), ("good", "paper"), ("warn", "warn-tint"), ("info", "info-tint"),
]  # fmt: skip
EDGES = [("line-strong", "paper"), ("focus", "paper"), ("focus", "ground"), ("focus", "brand-tint")]


def tokens(theme: str) -> dict[str, str]:
    """Every colour of a theme: the common tokens with the theme's own on top."""
    common = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8").split("@media", 1)[0]
    own = THEMES[theme].read_text(encoding="utf-8")
    return dict(COLOUR.findall(common)) | dict(COLOUR.findall(own))


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour, as WCAG defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_text_is_readable(theme: str) -> None:
    colours = tokens(theme)
    weak = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in TEXT}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_edges_are_visible(theme: str) -> None:
    colours = tokens(theme)
    weak = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in EDGES}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 3} == {}


def test_every_profile_ships_its_theme() -> None:
    from core.tenancy.profiles import profiles

    assert {profile.theme for profile in profiles().values()} <= set(THEMES)
