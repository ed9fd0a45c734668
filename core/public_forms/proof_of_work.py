"""Keeping robots out without a picture and without anybody else's service.

The browser looks for a number whose SHA-256 together with a salt is given: a moment's work for a visitor, dear for
whoever sends thousands. Without JavaScript a small sum in words takes its place. Salt, number and sum follow from
the installation's secret, so nothing is kept; the salt belongs to one thing that is sent, so a proof serves once.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.utils import timezone
from django.utils.translation import gettext as _

from .digests import keyed_digest

HARDEST = 30_000
EASIEST = 5_000
LASTS = 4 * 60 * 60
"""Seconds for which a proof may be given."""
NUMERALS = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Challenge:
    """What the page asks: find the number below `most` for which SHA-256(salt + number) is `goal`; or answer `sum`."""

    salt: str
    goal: str
    most: int
    sum: str


def make_challenge(subject: str) -> Challenge:
    """A challenge for one thing that is to be sent. `subject` names it and nobody can guess it: a keyed digest."""
    expires = int(timezone.now().timestamp()) + LASTS
    salt = f"{expires}.{subject[:24]}"
    goal = sha256(f"{salt}{_number(salt)}".encode()).hexdigest()
    first, second = _summands(salt)
    words = _("What is %(first)s plus %(second)s?") % {"first": _numeral(first), "second": _numeral(second)}
    return Challenge(salt, goal, HARDEST, words)


def is_proven(subject: str, posted: Mapping[str, str]) -> bool:
    """Whether the number or the answer to the sum is right, for this subject, in time: what `proof.html` posts."""
    salt, number = posted.get("proof-salt", ""), posted.get("proof-number", "")
    expires, _dot, named = salt.partition(".")
    if not (expires.isascii() and expires.isdigit()) or named != subject[:24]:
        return False
    left = int(expires[:15]) - timezone.now().timestamp()
    if not 0 < left <= LASTS:
        return False
    if number.strip().isascii() and number.strip() == str(_number(salt)):
        return True
    return _read_answer(posted.get("proof-answer", "")) == sum(_summands(salt))


def _number(salt: str) -> int:
    return EASIEST + int(keyed_digest("public_forms", "proof", salt)[:12], 16) % (HARDEST - EASIEST)


def _summands(salt: str) -> tuple[int, int]:
    value = int(keyed_digest("public_forms", "sum", salt)[:12], 16)
    return value % 8 + 2, value // 8 % 8 + 2


def _numeral(number: int) -> str:
    words = {
        2: _("two"), 3: _("three"), 4: _("four"), 5: _("five"), 6: _("six"), 7: _("seven"), 8: _("eight"),
        9: _("nine"),
    }  # fmt: skip
    return words[number]


def _read_answer(text: str) -> int | None:
    text = unicodedata.normalize("NFKC", text).strip().rstrip("。.")
    if text.isascii() and text.isdigit() and len(text) <= 2:
        return int(text)
    if text and len(text) <= 2 and all(letter in NUMERALS for letter in text):
        tens, _ten, ones = text.rpartition("十")
        if not _ten:
            return NUMERALS.index(text) if len(text) == 1 else None
        return (NUMERALS.index(tens) if tens else 1) * 10 + (NUMERALS.index(ones) if ones else 0)
    return None
