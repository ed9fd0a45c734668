"""The 18-character identity number of a citizen: form, date and check character (GB 11643-1999)."""

import datetime
import re

PATTERN = re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx](?![0-9A-Za-z])")
WEIGHTS = tuple(pow(2, 17 - position, 11) for position in range(17))
CHECK_CHARACTERS = "10X98765432"


def has_form(text: str) -> bool:
    """Whether the text is built like an identity number with a possible birthday; the check may be wrong."""
    if not PATTERN.fullmatch(text):
        return False
    try:
        datetime.date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    return True


def has_right_check(text: str) -> bool:
    """Whether the last character fits the others, for a text that `has_form` accepts."""
    total = sum(int(digit) * weight for digit, weight in zip(text[:17], WEIGHTS, strict=True))
    return CHECK_CHARACTERS[total % 11] == text[17].upper()


def contains(text: str) -> bool:
    """Whether a valid identity number stands anywhere in the text."""
    return any(has_form(found) and has_right_check(found) for found in PATTERN.findall(text))
