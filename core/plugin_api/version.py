"""The version of the contract, and the ranges of it that plugins ask for.

The contract is versioned, not the product. Within a major version names are only added, so only a major
step may exclude a plugin: the upper end of a range is a whole major version.
"""

import re
from typing import Final

CONTRACT_VERSION: Final = (1, 6)
"""The contract that this core keeps: (major, minor)."""

_RANGE = re.compile(r">=\s*(\d+)(?:\.(\d+))?\s*,\s*<\s*(\d+)(?:\.0)?")


class ContractRangeError(ValueError):
    """A contract range that is not written like `>=1,<2` or `>=1.2,<2`."""


def parse_range(text: str) -> tuple[tuple[int, int], int]:
    """Read `>=1.2,<2` as ((1, 2), 2): the lowest contract that will do, and the first major that will not.

    Raises ContractRangeError when it is written otherwise, or when the range is empty.
    """
    match = _RANGE.fullmatch(text.strip())
    if match is None:
        raise ContractRangeError(text)
    lowest = (int(match[1]), int(match[2] or 0))
    beyond = int(match[3])
    if lowest >= (beyond, 0):
        raise ContractRangeError(text)
    return lowest, beyond


def accepts(text: str, version: tuple[int, int] = CONTRACT_VERSION) -> bool:
    """Does the range include this version of the contract? Raises ContractRangeError."""
    lowest, beyond = parse_range(text)
    return lowest <= version < (beyond, 0)
