"""Documents and questions as PostgreSQL's text search types, written out."""

from collections import defaultdict
from collections.abc import Iterable

from core.search.tokens import Sequence

from .questions import AllOf, AnyOf, NoneOf, Question

LAST_POSITION = 16_000
"""Positions run to here and then begin anew: PostgreSQL knows none beyond 16,383, and phrases need them."""

OVERLAP = 64
"""Tokens counted on both sides of such a turn, so that a phrase across it is found."""


def vector_text(tokens: Iterable[tuple[str, str]]) -> str:
    """A tsvector literal of tokens and their weights (A to D), in order."""
    positions: dict[str, list[str]] = defaultdict(list)
    for number, (token, weight) in enumerate(tokens):
        position = number % LAST_POSITION
        positions[token].append(f"{position + OVERLAP + 1}{weight}")
        if position >= LAST_POSITION - OVERLAP:
            positions[token].append(f"{position - LAST_POSITION + OVERLAP + 1}{weight}")
    return " ".join(f"'{token}':{','.join(places)}" for token, places in positions.items())


def question_text(question: Question) -> str:
    """The question as a tsquery literal."""
    match question:
        case Sequence():
            # Tokens are letters and digits only: nothing in them can end the quotation.
            text = " <-> ".join(f"'{token}'" for token in question.tokens)
            return f"({text}{':*' if question.open_end else ''})"
        case NoneOf():
            return f"!{question_text(question.part)}"
        case AllOf():
            return f"({' & '.join(map(question_text, question.parts))})"
        case AnyOf():
            return f"({' | '.join(map(question_text, question.parts))})"
    raise TypeError(f"Not a question: {question!r}")
