from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from plugins.queries.tables.sort_keys import KEY_LENGTH, sort_key
from plugins.queries.tables.types import ColumnType, read_cell

NUMBERS = st.decimals(-(10**15), 10**15, places=3)


@given(NUMBERS, NUMBERS)
def test_numbers_sort_by_size(first, second):
    keys = [
        sort_key(ColumnType.DECIMAL, read_cell(ColumnType.DECIMAL, f"{number:f}"))
        for number in (first, second)
    ]

    assert (keys[0] < keys[1]) == (Decimal(first) < Decimal(second))
    assert (keys[0] == keys[1]) == (Decimal(first) == Decimal(second))


@given(st.dates(), st.dates())
def test_dates_sort_by_time(first, second):
    keys = [sort_key(ColumnType.DATE, date.isoformat()) for date in (first, second)]

    assert (keys[0] < keys[1]) == (first < second)


@given(st.text(min_size=1), st.text(min_size=1))
def test_two_texts_share_a_key_only_when_they_are_one(first, second):
    keys = [sort_key(ColumnType.TEXT, text) for text in (first, second)]

    assert (keys[0] == keys[1]) == (first == second)
    assert all(
        len(key) <= KEY_LENGTH and key.isascii() and key.isalnum() and key == key.lower() for key in keys
    )


def test_names_sort_by_pinyin_and_numbers_in_them_by_size():
    names = ["石桥镇", "安仁乡", "第10组", "第9组", "翠屏街道"]

    assert sorted(names, key=lambda name: sort_key(ColumnType.TEXT, name)) == [
        "安仁乡",
        "翠屏街道",
        "第9组",
        "第10组",
        "石桥镇",
    ]


def test_nothing_has_no_key():
    assert sort_key(ColumnType.TEXT, "") is None
