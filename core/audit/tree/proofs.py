"""Roots and proofs of the stored tree: one query each, however large the tree is."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from core.audit.models import AuditHead, AuditLeaf

from .merkle import (
    EMPTY_ROOT,
    LENGTH,
    Range,
    consistency_ranges,
    fold,
    inclusion_ranges,
    perfect_parts,
    proof,
    verify_consistency,
    verify_inclusion,
)


class TreeDamaged(Exception):
    """The stored tree lacks a leaf or a node that it has to have."""


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """That record number `sequence`, whose hash is `leaf`, is in the tree of `size` entries with this root."""

    sequence: int
    size: int
    leaf: bytes
    ranges: tuple[Range, ...]
    path: tuple[bytes, ...]
    root: bytes

    def holds(self, leaf: bytes | None = None) -> bool:
        """Whether the path leads from the leaf, or from another hash, to the root."""
        return verify_inclusion(leaf or self.leaf, self.sequence - 1, self.size, self.path, self.root)

    def as_json(self) -> dict[str, Any]:
        """For checking elsewhere; hashes in hexadecimal."""
        return {
            "kind": "inclusion",
            "sequence": self.sequence,
            "index": self.sequence - 1,
            "size": self.size,
            "leaf": self.leaf.hex(),
            "path": [each.hex() for each in self.path],
            "root": self.root.hex(),
        }


@dataclass(frozen=True, slots=True)
class ConsistencyProof:
    """That the tree of `first` entries is the beginning of the tree of `second` entries."""

    first: int
    second: int
    first_root: bytes
    second_root: bytes
    path: tuple[bytes, ...]

    def holds(self) -> bool:
        """Whether it proves that."""
        return verify_consistency(self.first, self.second, self.first_root, self.second_root, self.path)

    def as_json(self) -> dict[str, Any]:
        """For checking elsewhere; hashes in hexadecimal."""
        return {
            "kind": "consistency",
            "first": self.first,
            "second": self.second,
            "first_root": self.first_root.hex(),
            "second_root": self.second_root.hex(),
            "path": [each.hex() for each in self.path],
        }


def tree_size() -> int:
    """How many records have their places."""
    return AuditHead.objects.values_list("size", flat=True).get(pk=1)


def _existing(size: int | None) -> int:
    """The present size in place of None. Raises ValueError for a size that the tree has not reached."""
    present = tree_size()
    if size is not None and size > present:
        raise ValueError(f"The tree has {present} entries, not {size}.")
    return present if size is None else size


def root_at(size: int) -> bytes:
    """The root of the tree's first `size` entries. Raises TreeDamaged."""
    if size == 0:
        return EMPTY_ROOT
    root_of = stored_roots([(0, size)])
    return fold([root_of(*part) for part in perfect_parts(0, size)])


def prove_inclusion(sequence: int, size: int | None = None) -> InclusionProof:
    """The proof for a record's number, in the tree as it is or as it was at `size` entries.

    Raises ValueError when there is no such number in it, TreeDamaged.
    """
    size = _existing(size)
    ranges = inclusion_ranges(sequence - 1, size)
    # The leaf's own hash and the whole tree are read along.
    root_of = stored_roots([*ranges, (sequence - 1, sequence), (0, size)])
    return InclusionProof(
        sequence=sequence,
        size=size,
        leaf=root_of(sequence - 1, sequence),
        ranges=tuple(ranges),
        path=tuple(proof(ranges, root_of)),
        root=fold([root_of(*part) for part in perfect_parts(0, size)]),
    )


def prove_consistency(first: int, second: int | None = None) -> ConsistencyProof:
    """The proof between two sizes of the tree. Raises ValueError when they don't fit, TreeDamaged."""
    second = _existing(second)
    ranges = consistency_ranges(first, second)
    root_of = stored_roots(ranges)
    return ConsistencyProof(first, second, root_at(first), root_at(second), tuple(proof(ranges, root_of)))


def stored_roots(ranges: Sequence[Range]) -> Callable[[int, int], bytes]:
    """Reads the perfect subtrees that make up these ranges; the answer gives the root of each."""
    parts = {part for each in ranges for part in perfect_parts(*each)}
    found = _read(parts)

    def root_of(start: int, end: int) -> bytes:
        try:
            return found[start, end]
        except KeyError:
            raise TreeDamaged(f"{start + 1}–{end}") from None

    return root_of


def _read(parts: Iterable[Range]) -> dict[Range, bytes]:
    by_end: dict[int, list[Range]] = {}
    for part in parts:
        by_end.setdefault(part[1], []).append(part)
    rows = AuditLeaf.objects.filter(pk__in=list(by_end)).values_list("sequence", "hash", "nodes")
    found = {}
    for sequence, leaf, nodes in rows.iterator():
        for start, end in by_end[sequence]:
            level = (end - start).bit_length() - 1
            kept = bytes(leaf) if level == 0 else bytes(nodes)[(level - 1) * LENGTH : level * LENGTH]
            if len(kept) == LENGTH:
                found[start, end] = kept
    return found
