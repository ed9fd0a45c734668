"""Cuts a formula into words."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .faults import FormulaError

LONGEST = 1000
"""Characters of a formula."""
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d{1,15}(?:\.\d{1,10})?(?![\d.]))|(?P<name>[^\W\d]\w*)|(?P<sign><=|>=|<>|[-+*/(),<>=]))"
)
_FULL_WIDTH = str.maketrans({"×": "*", "÷": "/", "−": "-", "≤": "\0", "≥": "\1", "≠": "\2", "、": ","})
_BACK = {"\0": "<=", "\1": ">=", "\2": "<>"}


@dataclass(frozen=True)
class Token:
    """A word: its kind ("number", "name", "sign", "end"), its text, and where it begins (from 1)."""

    kind: str
    text: str
    position: int


def plain(text: str) -> str:
    """The formula with the signs of a Chinese keyboard made plain."""
    return "".join(
        _BACK.get(letter, letter) for letter in unicodedata.normalize("NFKC", text).translate(_FULL_WIDTH)
    )


def tokens(text: str) -> Iterator[Token]:
    """The words of a formula, and its end. Raises `FormulaError` at what is no word of the language."""
    if len(text) > LONGEST:
        raise FormulaError(_("The formula is too long."), LONGEST)
    text = plain(text).rstrip()
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise FormulaError(_("This can not be read."), at + 1)
        kind = str(match.lastgroup)
        yield Token(kind, match[kind], match.start(kind) + 1)
        at = match.end()
    yield Token("end", "", len(text) + 1)
