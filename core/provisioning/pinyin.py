"""How an organisation's name is read: for sorting by pinyin and for the index by initial.

Readings come from pypinyin. Place names keep readings of their own (堡 is bu in one town and bao in the
next): the slug, which the people of the place chose, decides between the readings that a character has; a
reading written in organisations.csv decides over both.
"""

from itertools import islice
from typing import Any

from pypinyin import Style, lazy_pinyin, pinyin

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")


def reading(name: str, slug: str = "", given: str = "") -> str:
    """The pinyin of a name: small letters, no tones, ü as v, a syllable per character between spaces."""
    if given:
        return given
    return " ".join(_by_slug(name, slug) or lazy_pinyin(name, style=Style.NORMAL, errors="default"))


def initial(read: str) -> str:
    """The capital letter under which a reading is listed; "#" where it begins with none."""
    first = read[:1].lower()
    return first.upper() if first in _LETTERS else "#"


def syllables_fit(name: str, given: str) -> bool:
    """Whether a given reading has one syllable of letters for each character of the name."""
    syllables = given.split()
    return len(syllables) == len(name) and all(_LETTERS.issuperset(syllable) for syllable in syllables)


def _each_by_itself(characters: str) -> Any:
    """Characters without a reading stand for themselves, one by one."""
    return list(characters)


def _by_slug(name: str, slug: str) -> list[str]:
    """The reading whose beginning spells the slug, or nothing when no choice of readings does."""
    spelled = slug.replace("-", "")
    usual = lazy_pinyin(name, style=Style.NORMAL, errors=_each_by_itself)
    # Character by character: within a known phrase only the phrase's own reading would be given.
    readings = [
        pinyin(character, style=Style.NORMAL, heteronym=True, errors=_each_by_itself)[0] for character in name
    ]
    if len(usual) != len(readings):
        return []
    chosen: list[str] = []
    paths: list[tuple[int, list[str]]] = [(0, [])]
    while paths:
        position, chosen = paths.pop()
        if position == len(spelled) and len(chosen) > 1:
            return chosen + list(islice(usual, len(chosen), None))
        if len(chosen) < len(readings):
            choices = [choice for choice in readings[len(chosen)] if spelled.startswith(choice, position)]
            paths += [(position + len(choice), [*chosen, choice]) for choice in choices]
    return []
