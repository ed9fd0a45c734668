"""The words people use most in free text, found without a dictionary: pieces of Han text that come back whole.

A piece of two to four characters counts when several people wrote it; a piece is left out when it nearly always
appears inside a longer one. Latin words count as they are.
"""

import re
from collections import Counter
from collections.abc import Iterable

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9'-]{2,}")
STOP = frozenset(
    "的了是在我有和就不人都一个上也很到说要去你会着没有看好自己这那他她它们与及或但而被把对为以于从向让给等还又吗呢吧啊"
    "能可些每更最其之所如果因为"
)
SHORTEST, LONGEST = 2, 4
SWALLOWED = 0.8
MOST_TEXTS = 5000
"""More texts than this are not looked at: the list hardly changes after."""


def word_list(texts: Iterable[str], *, at_most: int = 40, at_least: int = 2) -> list[tuple[str, int]]:
    """(word, how many texts hold it), the most frequent first."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(_pieces(text))
    found = {word: count for word, count in counts.items() if count >= at_least}
    swallowed = {
        inner
        for word, count in found.items()
        if len(word) > SHORTEST and HAN.fullmatch(word)
        for inner in (word[:-1], word[1:])
        if inner in found and count >= SWALLOWED * found[inner]
    }
    kept = [(word, count) for word, count in found.items() if word not in swallowed]
    return sorted(kept, key=lambda pair: (-pair[1], -len(pair[0]), pair[0]))[:at_most]


def _pieces(text: str) -> set[str]:
    pieces = {word.lower() for word in LATIN.findall(text)}
    for run in HAN.findall(text):
        for length in range(SHORTEST, LONGEST + 1):
            for start in range(len(run) - length + 1):
                piece = run[start : start + length]
                if not STOP.intersection(piece):
                    pieces.add(piece)
    return pieces
