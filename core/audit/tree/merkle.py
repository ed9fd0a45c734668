"""The Merkle tree of RFC 6962 (section 2.1), without a database: hashes, growth, and both kinds of proof.

A tree of n entries is cut at the largest power of two below n; D[start:end] names its entries from `start` up to,
but not including, `end`, counted from 0.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

LENGTH: Final = 32
"""Bytes of a SHA-256 hash."""

EMPTY_ROOT: Final = sha256(b"").digest()
"""The root of the tree without entries."""

type Range = tuple[int, int]


def hash_leaf(entry: bytes) -> bytes:
    """The hash of one entry."""
    return sha256(b"\x00" + entry).digest()


def hash_node(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees side by side."""
    return sha256(b"\x01" + left + right).digest()


def fold(perfect: Sequence[bytes]) -> bytes:
    """The root over perfect subtrees of falling size, left to right."""
    if not perfect:
        return EMPTY_ROOT
    *others, root = perfect
    for left in reversed(others):
        root = hash_node(left, root)
    return root


@dataclass
class Frontier:
    """A growing tree, kept as the roots of its perfect subtrees: one hash for each 1 in the binary size."""

    size: int = 0
    perfect: list[bytes] = field(default_factory=list)

    @classmethod
    def from_bytes(cls, size: int, kept: bytes) -> "Frontier":
        """What `to_bytes` wrote. Raises ValueError when the length does not fit the size."""
        if len(kept) != size.bit_count() * LENGTH:
            raise ValueError(f"A tree of {size} entries has {size.bit_count()} perfect subtrees.")
        return cls(size, [kept[at : at + LENGTH] for at in range(0, len(kept), LENGTH)])

    def to_bytes(self) -> bytes:
        """The hashes, largest subtree first."""
        return b"".join(self.perfect)

    def append(self, leaf: bytes) -> list[bytes]:
        """Add the hash of an entry; returns the roots of the perfect subtrees that it completes, smallest first."""
        completed = []
        rest = self.size
        while rest & 1:
            leaf = hash_node(self.perfect.pop(), leaf)
            completed.append(leaf)
            rest >>= 1
        self.perfect.append(leaf)
        self.size += 1
        return completed

    def root(self) -> bytes:
        """The root of the tree as it is."""
        return fold(self.perfect)


def cut(size: int) -> int:
    """The largest power of two below `size`, which is at least 2."""
    return 1 << ((size - 1).bit_length() - 1)


def perfect_parts(start: int, end: int) -> list[Range]:
    """The perfect subtrees, largest first, that make up D[start:end]; `start` must be where such a cut may begin."""
    parts = []
    while start < end:
        width = 1 << ((end - start).bit_length() - 1)
        parts.append((start, start + width))
        start += width
    return parts


def inclusion_ranges(index: int, size: int) -> list[Range]:
    """The subtrees whose roots prove that entry `index` is in a tree of `size` entries, lowest first (PATH)."""
    if not 0 <= index < size:
        raise ValueError(f"There is no entry {index} in a tree of {size}.")
    found = []
    start, end = 0, size
    while end - start > 1:
        middle = start + cut(end - start)
        if index < middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start = middle
    return found[::-1]


def consistency_ranges(first: int, second: int) -> list[Range]:
    """The subtrees whose roots prove that a tree of `first` entries is the beginning of one of `second` (PROOF)."""
    if not 0 <= first <= second:
        raise ValueError(f"A tree of {first} entries can't be the beginning of one of {second}.")
    found: list[Range] = []
    if first in {0, second}:
        return found
    start, end, whole = 0, second, True
    while first != end:
        middle = start + cut(end - start)
        if first <= middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start, whole = middle, False
    if not whole:
        found.append((start, end))
    return found[::-1]


def proof(ranges: Sequence[Range], root_of: Callable[[int, int], bytes]) -> list[bytes]:
    """The hashes of a proof, from the roots of perfect subtrees."""
    return [fold([root_of(*part) for part in perfect_parts(*each)]) for each in ranges]


def inclusion_steps(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> list[bytes] | None:
    """The hashes from the leaf up to the root that the path leads to; None when its length is not right."""
    if not 0 <= index < size:
        return None
    here, last = index, size - 1
    steps = [leaf]
    for other in path:
        if last == 0:
            return None
        if here & 1 or here == last:
            steps.append(hash_node(other, steps[-1]))
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            steps.append(hash_node(steps[-1], other))
        here, last = here >> 1, last >> 1
    return steps if last == 0 else None


def verify_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the path proves that the entry with this hash is number `index` of the tree with this root."""
    steps = inclusion_steps(leaf, index, size, path)
    return steps is not None and steps[-1] == root


def verify_consistency(
    first: int, second: int, first_root: bytes, second_root: bytes, path: Sequence[bytes]
) -> bool:
    """Whether the path proves that the first tree is the beginning of the second."""
    if first == second:
        return not path and first_root == second_root
    if first == 0:
        return not path and first_root == EMPTY_ROOT
    if first > second or first < 0 or not path:
        return False
    hashes = [first_root, *path] if first.bit_count() == 1 else list(path)
    here, last = first - 1, second - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    old = new = hashes[0]
    for other in hashes[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            old, new = hash_node(other, old), hash_node(other, new)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            new = hash_node(new, other)
        here, last = here >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root
