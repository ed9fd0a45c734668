"""Codes that people write down: by one, and by nothing else, somebody finds again what they have sent."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without letters and digits that look alike."""
GROUPS = 4
GROUP = 4
"""16 of 31 characters: 79 bits, too many to try."""


def new_code() -> str:
    """A code such as `k7dm-2q9x-ab3c-9wz2`."""
    letters = [secrets.choice(ALPHABET) for _number in range(GROUPS * GROUP)]
    return "-".join("".join(letters[start : start + GROUP]) for start in range(0, len(letters), GROUP))


def tidy_code(text: str) -> str:
    """A code as it is kept, from one as it was typed; empty if it can't be one."""
    letters = "".join(letter for letter in text.lower() if letter in ALPHABET)
    if len(letters) != GROUPS * GROUP:
        return ""
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))
