"""Addresses of articles from Chinese titles."""

import re

from pypinyin import lazy_pinyin

_KEPT = re.compile(r"[^a-z0-9]+")
SYLLABLES = 8


def slug_of(title: str) -> str:
    """The pinyin of the title's first Han characters: 真佛山：云海 is zhen-fo-shan-yun-hai."""
    syllables = [_KEPT.sub("", part.lower()) for part in lazy_pinyin(title, errors="ignore")]
    return "-".join([syllable for syllable in syllables if syllable][:SYLLABLES]) or "item"


def numbered(slug: str, taken: set[str]) -> str:
    """The slug, or with a number where it is taken; what is given is taken from then on."""
    free, number = slug, 2
    while free in taken:
        free, number = f"{slug}-{number}", number + 1
    taken.add(free)
    return free
