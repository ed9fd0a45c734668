"""The short public code of a publication: 10 characters without I, L, O and U, as XXXXX-XXXXX."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that reads like a digit."""
LENGTH = 10
_READ_AS = str.maketrans("ILO", "110")


def new_code() -> str:
    """A code that can't be guessed: 50 random bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def shown(code: str) -> str:
    """The code as people read it."""
    return f"{code[:5]}-{code[5:]}"


def read(typed: str) -> str:
    """The code that somebody typed, or "" when it can't be one."""
    code = "".join(typed.upper().split()).replace("-", "").translate(_READ_AS)
    return code if len(code) == LENGTH and all(letter in ALPHABET for letter in code) else ""
