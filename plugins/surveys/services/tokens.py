"""Keyed digests: the database holds these, the key is the installation's secret, which it does not hold."""

import hmac
import secrets
from typing import Any

from django.conf import settings

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without letters and digits that look alike."""
GROUPS = 4
GROUP = 4
"""16 of 31 characters: 79 bits, too many to try."""


def digest(purpose: str, *parts: Any) -> str:
    """64 hex characters: HMAC-SHA-256 of the purpose and the parts."""
    message = "\x1f".join(str(part) for part in (purpose, *parts))
    return hmac.digest(f"surveys:{settings.SECRET_KEY}".encode(), message.encode(), "sha256").hex()


def new_code() -> str:
    """A code by which somebody finds their draft again, such as `k7dm-2q9x-ab3c-9wz2`."""
    letters = [secrets.choice(ALPHABET) for _number in range(GROUPS * GROUP)]
    return "-".join("".join(letters[start : start + GROUP]) for start in range(0, len(letters), GROUP))


def tidy_code(text: str) -> str:
    """A code as it is kept, from one as it was typed; empty if it can't be one."""
    letters = "".join(letter for letter in text.lower() if letter in ALPHABET)
    if len(letters) != GROUPS * GROUP:
        return ""
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def draft_key(survey: Any, code: str) -> str:
    """Under which a draft is kept."""
    return digest("draft", survey.uid, code)


def sheet_token(survey: Any, code: str) -> str:
    """That a sheet with this code was sent: a second sending is the same sheet."""
    return digest("sheet", survey.uid, code)


def account_token(survey: Any, person: Any) -> str:
    """That this account took part."""
    return digest("account", survey.uid, person.pk)


def phone_token(survey: Any, number: str) -> str:
    """That the owner of this telephone number took part."""
    return digest("phone", survey.uid, number)
