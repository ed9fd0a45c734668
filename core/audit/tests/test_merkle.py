"""The tree against RFC 6962: known values, and an implementation written straight from its definitions."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.audit.tree.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_ranges,
    hash_leaf,
    inclusion_ranges,
    perfect_parts,
    proof,
    verify_consistency,
    verify_inclusion,
)

# The entries and roots that the Certificate Transparency project tests its own implementation with.
ENTRIES = [
    bytes.fromhex(each)
    for each in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def grown(entries: list[bytes]) -> Frontier:
    tree = Frontier()
    for entry in entries:
        tree.append(hash_leaf(entry))
    return tree


def mth(entries: list[bytes]) -> bytes:
    """MTH of section 2.1, word for word."""
    n = len(entries)
    if n == 0:
        return sha256(b"").digest()
    if n == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = split(n)
    return sha256(b"\x01" + mth(entries[:k]) + mth(entries[k:])).digest()


def split(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def path(m: int, entries: list[bytes]) -> list[bytes]:
    """PATH of section 2.1.1."""
    n = len(entries)
    if n == 1:
        return []
    k = split(n)
    if m < k:
        return [*path(m, entries[:k]), mth(entries[k:])]
    return [*path(m - k, entries[k:]), mth(entries[:k])]


def subproof(m: int, entries: list[bytes], whole: bool) -> list[bytes]:
    """SUBPROOF of section 2.1.2."""
    n = len(entries)
    if m == n:
        return [] if whole else [mth(entries)]
    k = split(n)
    if m <= k:
        return [*subproof(m, entries[:k], whole), mth(entries[k:])]
    return [*subproof(m - k, entries[k:], False), mth(entries[:k])]


@pytest.mark.parametrize("size", range(9))
def test_roots_are_the_known_ones(size: int) -> None:
    assert grown(ENTRIES[:size]).root().hex() == ROOTS[size]


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert EMPTY_ROOT.hex() == ROOTS[0]
    assert Frontier().root() == EMPTY_ROOT


def test_a_known_path() -> None:
    found = proof(inclusion_ranges(0, 8), lambda start, end: mth(ENTRIES[start:end]))
    assert [each.hex() for each in found] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]


entries_lists = st.lists(st.binary(max_size=8), max_size=70)


@given(entries_lists)
def test_growing_gives_the_defined_root(entries: list[bytes]) -> None:
    assert grown(entries).root() == mth(entries)


@given(entries_lists)
def test_what_is_kept_brings_the_tree_back(entries: list[bytes]) -> None:
    tree = grown(entries)
    again = Frontier.from_bytes(tree.size, tree.to_bytes())
    assert again == tree
    again.append(hash_leaf(b"next"))
    assert again.root() == mth([*entries, b"next"])


@given(entries_lists)
def test_completed_nodes_are_the_roots_of_their_subtrees(entries: list[bytes]) -> None:
    tree = Frontier()
    for number, entry in enumerate(entries, 1):
        nodes = tree.append(hash_leaf(entry))
        assert nodes == [mth(entries[number - 2**level : number]) for level in range(1, len(nodes) + 1)]
        assert number % 2 ** len(nodes) == 0
        assert number % 2 ** (len(nodes) + 1) != 0


@given(st.integers(0, 500), st.integers(0, 500))
def test_parts_are_perfect_and_cover_the_range(size: int, extra: int) -> None:
    parts = perfect_parts(0, size)
    assert [start for start, _end in parts] == [0, *[end for _start, end in parts]][: len(parts)]
    assert sum(end - start for start, end in parts) == size
    assert all((end - start).bit_count() == 1 and start % (end - start) == 0 for start, end in parts)


@given(entries_lists.filter(bool), st.data())
def test_inclusion_proofs_are_the_defined_ones_and_hold(entries: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(entries) - 1))
    found = proof(inclusion_ranges(index, len(entries)), lambda start, end: mth(entries[start:end]))
    assert found == path(index, entries)
    root, leaf = mth(entries), hash_leaf(entries[index])
    assert verify_inclusion(leaf, index, len(entries), found, root)
    assert not verify_inclusion(hash_leaf(b"another one"), index, len(entries), found, root)
    assert not verify_inclusion(leaf, index, len(entries), [*found, leaf], root)
    assert not verify_inclusion(leaf, len(entries), len(entries), found, root)
    if found:
        assert not verify_inclusion(leaf, index, len(entries), found[:-1], root)


@given(entries_lists.filter(bool), st.data())
def test_consistency_proofs_are_the_defined_ones_and_hold(entries: list[bytes], data: st.DataObject) -> None:
    second = len(entries)
    first = data.draw(st.integers(1, second))
    found = proof(consistency_ranges(first, second), lambda start, end: mth(entries[start:end]))
    assert found == subproof(first, entries, True)
    old, new = mth(entries[:first]), mth(entries)
    assert verify_consistency(first, second, old, new, found)
    assert not verify_consistency(first, second, hash_leaf(b"another one"), new, found)
    assert not verify_consistency(first, second, old, hash_leaf(b"another one"), found)
    assert not verify_consistency(first, second, old, new, [*found, new])


def test_the_empty_tree_is_the_beginning_of_every_tree() -> None:
    assert consistency_ranges(0, 5) == []
    assert verify_consistency(0, 5, EMPTY_ROOT, mth(ENTRIES[:5]), [])
    assert not verify_consistency(0, 5, mth(ENTRIES[:1]), mth(ENTRIES[:5]), [])


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_no_path_for_what_is_not_in_the_tree(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="There is no entry"):
        inclusion_ranges(index, size)


def test_a_larger_tree_is_no_beginning_of_a_smaller_one() -> None:
    with pytest.raises(ValueError, match="can't be the beginning"):
        consistency_ranges(4, 3)


def test_what_is_kept_has_to_fit_the_size() -> None:
    with pytest.raises(ValueError, match="A tree of 3 entries has 2 perfect subtrees"):
        Frontier.from_bytes(3, b"\0" * 32)
