"""The chain beside the tree: it tells exactly which leaf was changed, where the tree tells that one was."""

from hashlib import sha256
from typing import Final

FIRST_LINK: Final = sha256(b"").digest()
"""What the first leaf is linked to."""


def link_of(previous: bytes, leaf: bytes) -> bytes:
    """The link of a leaf, from the one before and the leaf's hash."""
    return sha256(b"\x02" + previous + leaf).digest()
