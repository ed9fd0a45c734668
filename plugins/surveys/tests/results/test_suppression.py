"""Small groups can't be found out, not by subtraction either."""

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.surveys.results.suppression import (
    suppress_list,
    suppress_overlapping,
    suppress_table,
    with_margins,
)

K = 5


def test_a_list_that_hides_nothing():
    assert suppress_list([10, 20, 0], K) == [False, False, False]


def test_one_small_count_takes_the_next_smallest_along():
    assert suppress_list([3, 50, 8], K) == [True, False, True]


def test_small_ones_that_sum_to_enough_stand_alone():
    assert suppress_list([3, 4, 50], K) == [True, True, False]


def test_two_that_sum_to_too_little_take_a_third():
    assert suppress_list([1, 2, 50, 9], K) == [True, True, False, True]


def test_an_empty_one_hides_nothing():
    assert suppress_list([3, 0, 9], K) == [True, False, True]


def test_overlapping_counts_hide_small_ones_and_small_rests():
    assert suppress_overlapping([3, 50, 98, 100], 100, K) == [True, False, True, False]


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8), st.integers(2, 10))
def test_every_small_count_of_a_list_is_safe(counts, k):
    hidden = suppress_list(counts, k)
    held = [count for count, out in zip(counts, hidden, strict=True) if out]
    assert all(out for count, out in zip(counts, hidden, strict=True) if 0 < count < k)
    if any(hidden) and not all(hidden):
        assert len(held) > 1
        assert sum(held) >= k


tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 25), min_size=width, max_size=width), min_size=1, max_size=4
    )
)


def recoverable(table, hidden):
    """Cells held back that the sums of the others determine, by elimination over the rationals, written apart."""
    height, width = len(table), len(table[0])
    unknown = [(row, column) for row, column in product(range(height), range(width)) if hidden[row][column]]
    lines = [[(row, column) for column in range(width)] for row in range(height)]
    lines += [[(row, column) for row in range(height)] for column in range(width)]
    rows = []
    for line in lines:
        signs = {cell: Fraction(1) for cell in line[:-1]} | {line[-1]: Fraction(-1)}
        rows.append([signs.get(cell, Fraction(0)) for cell in unknown])
    found = []
    for target in range(len(unknown)):
        goal = [Fraction(int(index == target)) for index in range(len(unknown))]
        if rank([*rows, goal]) == rank(rows):
            found.append(unknown[target])
    return found


def rank(rows):
    rows = [list(row) for row in rows]
    height = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows[height:] if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows = [
            row
            if not row[column]
            else [a - b * row[column] / pivot[column] for a, b in zip(row, pivot, strict=True)]
            for row in rows
        ]
        rows.insert(height, pivot)
        height += 1
    return height


@settings(max_examples=150, deadline=None)
@given(tables, st.integers(2, 8))
def test_no_held_back_cell_of_a_table_can_be_computed(table, k):
    whole = with_margins(table)
    hidden = suppress_table(whole, k)
    last = (len(whole) - 1, len(whole[0]) - 1)
    for row, column in product(range(len(whole)), range(len(whole[0]))):
        if (row, column) != last and 0 < whole[row][column] < k:
            assert hidden[row][column]
    if not all(all(line) for line in hidden):
        assert recoverable(whole, hidden) == []


def test_a_table_with_one_small_cell():
    whole = with_margins([[3, 20], [30, 40]])
    assert suppress_table(whole, K) == [
        [True, True, False],
        [True, True, False],
        [False, False, False],
    ]


def test_a_table_without_small_cells_is_shown_whole():
    whole = with_margins([[9, 20], [30, 0]])
    assert suppress_table(whole, K) == [[False] * 3] * 3
