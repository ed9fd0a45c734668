import random

import pytest

from sites.county.demonstration.phrases import fill, fill_years


def test_slots_numbers_and_alternatives_are_filled():
    filled = fill("{village}有[三｜五]口塘，{05~09}日、{12~12}人", {"village": "大林沟村"}, random.Random(1))

    assert filled in {f"大林沟村有{count}口塘，{day:02d}日、12人" for count in "三五" for day in range(5, 10)}


def test_an_unknown_slot_is_an_error():
    with pytest.raises(KeyError):
        fill("{nothing}", {}, random.Random(1))


def test_years_wait_for_the_date():
    assert fill("〔{year}〕1号", {}, random.Random(1)) == "〔{year}〕1号"
    assert fill_years("{last_year}、{year}、{next_year}", 2026) == "2025、2026、2027"
