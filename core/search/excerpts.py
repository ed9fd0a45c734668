"""Excerpts of texts around what was searched for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from .tokens import WORD_CHARACTER, Clause, normalise

LENGTH = 120
"""Characters of an excerpt, about three lines."""

LEAD = 30
"""Characters shown before the first hit, at most."""

SCANNED = 20_000
"""Characters of a text that are looked through."""

SENTENCE_ENDS = "。！？；!?;"


class Segment(NamedTuple):
    """A piece of an excerpt; `is_hit` if it was searched for."""

    text: str
    is_hit: bool


@dataclass(frozen=True)
class Excerpt:
    """Segments in order, for a template to mark. As a string, the plain text; false if empty."""

    segments: tuple[Segment, ...] = ()

    def __iter__(self) -> Iterator[Segment]:
        return iter(self.segments)

    def __bool__(self) -> bool:
        return bool(self.segments)

    def __str__(self) -> str:
        return "".join(segment.text for segment in self.segments)


def excerpt(text: str, clauses: list[Clause]) -> Excerpt:
    """The part of a text around the first hit, or its beginning, with all hits in it marked."""
    text = " ".join(text[:SCANNED].split())
    hits = _hits(text, clauses)
    start = _start(text, hits[0][0]) if hits else 0
    stop = min(len(text), start + LENGTH)
    inside = [(max(at, start), min(end, stop)) for at, end in hits if at < stop and end > start]
    segments = list(_segments(text, start, stop, inside))
    if start > 0:
        segments.insert(0, Segment("…", False))
    if stop < len(text):
        segments.append(Segment("…", False))
    return Excerpt(tuple(segments))


def marked(text: str, clauses: list[Clause]) -> Excerpt:
    """A whole text (a title) with its hits marked."""
    return Excerpt(tuple(_segments(text, 0, len(text), _hits(text, clauses))))


def _segments(text: str, start: int, stop: int, hits: list[tuple[int, int]]) -> Iterator[Segment]:
    for at, end in hits:
        if start < at:
            yield Segment(text[start:at], False)
        yield Segment(text[at:end], True)
        start = end
    if start < stop:
        yield Segment(text[start:stop], False)


def _start(text: str, hit: int) -> int:
    if hit <= LEAD:
        return 0
    lead = text[hit - LEAD : hit]
    sentence = max(lead.rfind(sign) for sign in SENTENCE_ENDS)
    return hit - LEAD + sentence + 1


def _hits(text: str, clauses: list[Clause]) -> list[tuple[int, int]]:
    """Where the clauses stand in the text, in order, none overlapping another."""
    if not clauses:
        return []
    normalised, origin = _normalised(text)
    pattern = "|".join(sorted(map(_pattern, clauses), key=len, reverse=True))
    found = (match.span() for match in re.finditer(pattern, normalised))
    return [(origin[at], origin[end - 1] + 1) for at, end in found]


def _pattern(clause: Clause) -> str:
    return r"[\W_]*".join(
        run.text if run.is_han else rf"(?<!{WORD_CHARACTER}){run.text}(?!{WORD_CHARACTER})" for run in clause
    )


def _normalised(text: str) -> tuple[str, list[int]]:
    """The text normalised character by character, and for each result the place it came from."""
    forms = {character: normalise(character) for character in set(text)}
    pieces = [forms[character] for character in text]
    return "".join(pieces), [at for at, piece in enumerate(pieces) for _ in piece]
