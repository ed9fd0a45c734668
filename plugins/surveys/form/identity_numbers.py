"""Resident identity numbers: 18 characters with a checksum (GB 11643-1999, ISO 7064 MOD 11-2)."""

from datetime import date

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
LENGTH = 18


def check_character(first: str) -> str:
    """The last character that belongs to the first 17 digits."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first, strict=True))
    return CHECKS[total % 11]


def is_identity_number(text: str, today: date) -> bool:
    """Whether an upper-case number has the right shape, a real day of birth that is past, and the right checksum."""
    if len(text) != LENGTH or not text.isascii() or not text[:-1].isdigit():
        return False
    try:
        born = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    return date(1880, 1, 1) <= born <= today and check_character(text[:-1]) == text[-1]
