"""Text to tokens: what is stored in the search index and what is asked of it.

Chinese writes no spaces, so a run of Han characters is stored as overlapping pairs and the last single
character: 医疗保险 becomes 医疗 疗保 保险 险. Any stretch of two or more characters is then a phrase of
pairs, and any one character is the beginning of a token. Words of other scripts and numbers are stored whole.
Nothing but letters and digits is left in a token, so neither database's tokeniser nor its locale has a say.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

TOKEN_LIMIT = 100
"""Characters of one token; the rest of a longer word is dropped, when storing and when asking alike."""

QUERY_TOKENS_LIMIT = 64
"""Tokens of one question; those beyond are not asked."""

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Han characters: the unified blocks with all extensions, the repetition mark 々 and the zero 〇."""

ACCENTS = re.compile("[\u0300-\u036f]")
WORD_CHARACTER = rf"[^\W_{HAN}]"
"""A letter or digit of any other script, as a regular expression."""

RUNS = re.compile(rf"(?P<han>[{HAN}]+)|(?P<word>{WORD_CHARACTER}+)")
# What parts a question into things that need not stand side by side. Brackets, hyphens, dots and slashes
# do not: 达县府发〔2026〕3号 and 2026-11-22 are one thing each.
CLAUSES = re.compile(r"""[\s、,;。!?:|&+~*^"'“”‘’《》<>「」]+""")
YOUNG_HAN = re.compile("[\u4db6-\u4dbf\u9fcd-\u9fff\U00020000-\U0003ffff]")


def normalise(text: str) -> str:
    """The form in which texts are compared: compatible forms, case and Latin accents made equal.

    Full-width ３ is 3, Ⅳ is iv, É is e. Applying it twice changes nothing.
    """
    while True:
        unaccented = ACCENTS.sub("", unicodedata.normalize("NFKD", text).casefold())
        result = unicodedata.normalize("NFKC", unaccented)
        if result == text:
            return result
        text = result


def stored_tokens(text: str) -> Iterator[str]:
    """The tokens of a document, in order, one position each."""
    for run, is_han in _runs(normalise(text)):
        if is_han:
            yield from (_spelt(run[at : at + 2]) for at in range(len(run)))
        else:
            yield run[:TOKEN_LIMIT]


class Run(NamedTuple):
    """Characters of one kind side by side, normalised."""

    text: str
    is_han: bool


type Clause = list[Run]
"""What stands side by side in a question; never empty."""


@dataclass(frozen=True)
class Sequence:
    """Tokens that must stand side by side, in this order."""

    tokens: tuple[str, ...]
    open_end: bool = False
    """Whether the last token may be the beginning of a longer one."""


def asked_clauses(text: str, *, phrase: bool = False) -> list[Clause]:
    """The clauses of a question; empty if it holds no letter and no digit.

    White space and the signs of sentences and lists part it into several; `phrase` keeps it in one.
    """
    parts = [normalise(text)] if phrase else CLAUSES.split(normalise(text))
    return [runs for part in parts if (runs := list(_runs(part)))]


def asked_sequences(text: str, *, open_end: bool = False, phrase: bool = False) -> list[Sequence]:
    """What of the index a question asks for, clause by clause.

    With `open_end` the very last word may be incomplete (search while typing); one Han character always is.
    """
    clauses = asked_clauses(text, phrase=phrase)
    sequences = []
    left = QUERY_TOKENS_LIMIT
    for number, clause in enumerate(clauses):
        tokens, ends_open = _asked_tokens(clause, open_end and number == len(clauses) - 1)
        kept = tuple(tokens[:left])
        left -= len(kept)
        if kept:
            sequences.append(Sequence(kept, ends_open and len(kept) == len(tokens)))
    return sequences


def _asked_tokens(clause: Clause, open_end: bool) -> tuple[list[str], bool]:
    tokens: list[str] = []
    for number, (run, is_han) in enumerate(clause):
        last = number == len(clause) - 1
        if not is_han:
            tokens.append(run[:TOKEN_LIMIT])
            continue
        tokens.extend(_spelt(run[at : at + 2]) for at in range(len(run) - 1))
        # A single character closes each run in the text; the last run asked for may go on in the document.
        if not last:
            tokens.append(_spelt(run[-1]))
        elif len(run) == 1:
            tokens.append(_spelt(run))
            open_end = True
        else:
            open_end = False
    return tokens, open_end


def _runs(normalised: str) -> Iterator[Run]:
    for match in RUNS.finditer(normalised):
        yield Run(match.group(), match.lastgroup == "han")


def _spelt(token: str) -> str:
    """Han characters younger than Unicode 6.1 as their code: SQLite's tokeniser takes them for spaces."""
    return YOUNG_HAN.sub(lambda match: f"x{ord(match.group()):x}", token)
