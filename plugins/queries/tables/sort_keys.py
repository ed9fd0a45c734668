"""Keys that sort like the values they stand for, on every database and under every collation.

A key has only the characters 0-9 and a-z and ends in a digest of the value, so that two values share a key
only when they are the same value: one index serves sorting, filtering by a value, and finding a value
exactly.
"""

import hashlib
import re
import unicodedata
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from plugins.queries.tables.types import FRACTION_DIGITS, INTEGER_DIGITS, NUMERIC, ColumnType, fold

KEY_LENGTH = 100
DIGEST_LENGTH = 20
TEXT_LENGTH = KEY_LENGTH - DIGEST_LENGTH - 2
SOURCE_CHARACTERS = 24
LONGEST_RUN = 99
COMPLEMENT = str.maketrans("0123456789", "9876543210")
DIGITS = re.compile(r"[0-9]+")
NO_DIGITS = re.compile(r"[^0-9]+")
NO_KEY_CHARACTERS = re.compile(r"[^0-9a-z]+")
FLEETING = frozenset({ColumnType.DATE, ColumnType.DATETIME})


def sort_key(column_type: ColumnType, value: str) -> str | None:
    """The key of a canonical value; `None` for an empty one, which sorts behind all others."""
    if not value:
        return None
    if column_type in NUMERIC:
        return _number_key(value)
    if column_type in FLEETING:
        return NO_DIGITS.sub("", value)
    if column_type is ColumnType.BOOLEAN:
        return "0" if value == "true" else "1"
    return _text_key(value)


def _number_key(value: str) -> str:
    digits = value.removesuffix("%")
    negative = digits.startswith("-")
    whole, _point, fraction = digits.lstrip("-").partition(".")
    fixed = whole.zfill(INTEGER_DIGITS) + fraction.ljust(FRACTION_DIGITS, "0")
    return "0" + fixed.translate(COMPLEMENT) if negative else "1" + fixed


@lru_cache(maxsize=20_000)
def _text_key(value: str) -> str:
    folded = fold(value).casefold()
    digest = hashlib.blake2b(value.encode(), digest_size=DIGEST_LENGTH // 2).hexdigest()
    syllables = lazy_pinyin(folded[:SOURCE_CHARACTERS], style=Style.TONE3, errors=_other_key)
    return "0".join(part for part in syllables if part)[:TEXT_LENGTH] + "00" + digest


def _other_key(run: str) -> str:
    """What is not Chinese: numbers in it sort by their size (their length goes first), marks do not count."""
    sized = DIGITS.sub(lambda number: _sized(number[0]), unicodedata.normalize("NFKD", run))
    return NO_KEY_CHARACTERS.sub("", sized)


def _sized(digits: str) -> str:
    bare = digits.lstrip("0")
    return f"{min(len(bare), LONGEST_RUN):02d}{bare}"
