"""Stamps: a step is skipped only when nothing it is made from has changed and it came to its end."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploy.commands.stamps import Stamp, files_below, fingerprint

names = st.text("abcdefgh", min_size=1, max_size=4)
trees = st.dictionaries(names, st.binary(max_size=40), max_size=5)


def planted(root: Path, tree: dict[str, bytes]) -> list[Path]:
    for name, content in tree.items():
        (root / name).write_bytes(content)
    return [root / name for name in tree]


@given(tree=trees, order=st.randoms())
def test_neither_order_nor_place_matters(tree: dict[str, bytes], order) -> None:
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        files, same = planted(Path(one), tree), planted(Path(other), tree)
        order.shuffle(same)
        assert fingerprint(Path(one), files, "x") == fingerprint(Path(other), same, "x")


@given(tree=trees, other=trees)
def test_every_change_of_a_name_or_content_shows(tree: dict[str, bytes], other: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        first = fingerprint(Path(one), planted(Path(one), tree))
        second = fingerprint(Path(two), planted(Path(two), other))
        assert (first == second) == (tree == other)


def test_a_further_word_shows(tmp_path: Path) -> None:
    assert fingerprint(tmp_path, [], "one") != fingerprint(tmp_path, [], "two")


def test_holds_after_the_step(tmp_path: Path) -> None:
    stamp = Stamp(tmp_path / "new" / "stamp")
    assert not stamp.holds("key")
    with stamp.renewed("key"):
        assert not stamp.holds("key")
    assert stamp.holds("key")
    assert not stamp.holds("another key")


def test_an_interrupted_step_runs_again(tmp_path: Path) -> None:
    stamp = Stamp(tmp_path / "stamp")
    with stamp.renewed("key"):
        pass
    with pytest.raises(KeyboardInterrupt), stamp.renewed("key"):
        raise KeyboardInterrupt
    assert not stamp.holds("key")


def test_caches_tests_and_hidden_files_are_left_out(tmp_path: Path) -> None:
    for name in ("a.csv", "b/c.txt", "b/__pycache__/c.pyc", "tests/test_a.py", ".hidden", "b/.git/x"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert files_below([tmp_path]) == [tmp_path / "a.csv", tmp_path / "b/c.txt"]
