"""Fills the slots of a phrase: ``{name}``, ``{3~9}`` for a number, ``[this｜that]`` for one of several."""

import random
import re
from collections.abc import Mapping

_ALTERNATIVES = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_NUMBER = re.compile(r"\{(\d+)~(\d+)\}")
LATER_SLOTS = frozenset({"year", "last_year", "next_year"})
"""Slots that stay until the date of the item is known."""


def fill(phrase: str, slots: Mapping[str, str], draw: random.Random) -> str:
    """The phrase with one of each alternatives, drawn numbers and the slots. Raises KeyError for an unknown slot."""
    chosen = _ALTERNATIVES.sub(lambda found: draw.choice(found[1].split("｜")), phrase)
    numbered = _NUMBER.sub(lambda found: _number(found[1], found[2], draw), chosen)
    return _SLOT.sub(lambda found: found[0] if found[1] in LATER_SLOTS else slots[found[1]], numbered)


def fill_years(phrase: str, year: int) -> str:
    """The phrase with the year of its item."""
    return (
        phrase.replace("{year}", str(year))
        .replace("{last_year}", str(year - 1))
        .replace("{next_year}", str(year + 1))
    )


def _number(lowest: str, highest: str, draw: random.Random) -> str:
    """A drawn number, as wide as the lowest: {05~25} gives two digits."""
    return f"{draw.randint(int(lowest), int(highest)):0{len(lowest)}d}"
