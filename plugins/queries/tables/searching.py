"""What of a row is searched: its normalised text, and the pieces by which an index finds it.

Chinese has no gaps between words, so a row is found by what it contains, at any place. Each Han character
and each overlapping pair of them is a piece; runs of other letters and digits give their triples and their
beginnings. Every part of the text that is asked for is thus a set of pieces (all must be there) and, where
pieces do not prove it, a comparison with the text itself.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.search.tokens import normalise as normalise_characters

HAN = r"\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
RUNS = re.compile(rf"(?P<han>[{HAN}]+)|(?P<word>[^\W_{HAN}]+)")
OTHER_CHARACTER = re.compile("[^0-9a-z\u3400-\u4db5\u4e00-\u9fcc]")
"""All but ASCII and the Han characters of Unicode 6.1, the newest that SQLite's tokeniser knows."""
FIELD_BREAK = "\n"
TRIPLE = 3
TERMS = 8
TERM_CHARACTERS = 60
BEGINNING, INSIDE, WHOLE = "y", "x", "w"
"""Tell the beginning of a run from a triple inside it and from a whole number. Letters: a full text index splits at all
else."""
NUMBER = re.compile(r"(?=.*[0-9])[0-9a-z]{6,40}")
"""What is kept as a whole too: the triples of numbers are in so many rows that finding one by them takes long."""


def normalise(text: str) -> str:
    """Compatible forms, case, accents and white space made equal; a run of white space is one blank."""
    return " ".join(normalise_characters(text).split())


def search_text(values: Iterable[str]) -> str:
    """The searched values of a row, one a line: no match goes from one value into the next."""
    return FIELD_BREAK.join(normalised for value in values if (normalised := normalise(value)))


def pieces(text: str) -> list[str]:
    """The pieces of a normalised text, each once, in order of appearance."""
    return list(dict.fromkeys(spelt(piece) for piece in _pieces(text)))


def spelt(piece: str) -> str:
    """The piece in characters that every database's tokeniser takes for letters; the others as their code."""
    return OTHER_CHARACTER.sub(lambda match: f"z{ord(match[0]):x}z", piece)


def _pieces(text: str) -> Iterator[str]:
    for run in RUNS.finditer(text):
        characters = run[0]
        if run["han"]:
            yield from characters
            yield from (characters[at : at + 2] for at in range(len(characters) - 1))
            continue
        yield BEGINNING + characters[0]
        if len(characters) > 1:
            yield BEGINNING + characters[:2]
        yield from (INSIDE + characters[at : at + TRIPLE] for at in range(len(characters) - TRIPLE + 1))
        if NUMBER.fullmatch(characters):
            yield WHOLE + characters


@dataclass(frozen=True)
class Term:
    """One word asked for: the pieces of it, and the text itself where the pieces alone prove nothing.

    `whole` is the piece of a number as a whole: where any row has it, those rows are meant. `text` is what a row must
    contain where that alone says the same as the pieces; empty where it does not.
    """

    pieces: tuple[str, ...]
    contains: str
    whole: str = ""
    text: str = ""


def parse_query(query: str) -> list[Term]:
    """Split a question at white space; all terms must be found. Empty when nothing can be searched."""
    words = list(dict.fromkeys(normalise(query)[: TERMS * TERM_CHARACTERS].split()))[:TERMS]
    return [_term(word[:TERM_CHARACTERS]) for word in words]


def _term(word: str) -> Term:
    runs = list(RUNS.finditer(word))
    found: list[str] = []
    for run in runs:
        characters = run[0]
        if run["han"]:
            pairs = [characters[at : at + 2] for at in range(len(characters) - 1)]
            found += pairs or [characters]
        elif len(characters) >= TRIPLE:
            found += [INSIDE + characters[at : at + TRIPLE] for at in range(len(characters) - TRIPLE + 1)]
        elif run.start() > 0 or len(characters) == len(word):
            # Behind another character it is the beginning of a run. Alone it is asked for as one: one or two
            # letters or digits are inside runs everywhere.
            found.append(BEGINNING + characters)
    proven = len(runs) == 1 and len(runs[0][0]) == len(word) and len(found) == 1
    whole = WHOLE + word if NUMBER.fullmatch(word) else ""
    text = "" if any(piece.startswith(BEGINNING) for piece in found) else word
    return Term(tuple(dict.fromkeys(map(spelt, found))), "" if proven else word, whole, text)
