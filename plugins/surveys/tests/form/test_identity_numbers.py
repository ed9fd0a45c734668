"""Identity numbers: shape, day of birth, checksum."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.surveys.form.identity_numbers import CHECKS, check_character, is_identity_number

TODAY = date(2026, 11, 25)
# Made for tests: region 000000 exists nowhere, so it is nobody's.
FIRST = "00000019900307123"


@pytest.mark.parametrize(
    ("number", "right"),
    [
        (FIRST + check_character(FIRST), True),
        (FIRST + "X" if check_character(FIRST) != "X" else FIRST + "0", False),
        (FIRST, False),
        ("", False),
        ("0000001990023012" + "30", False),
        ("00000021000101123" + check_character("00000021000101123"), False),
        ("０" + FIRST[1:] + check_character(FIRST), False),
    ],
)
def test_examples(number, right):
    assert is_identity_number(number, TODAY) is right


@given(
    region=st.integers(0, 999_999),
    born=st.dates(date(1880, 1, 1), TODAY),
    order=st.integers(0, 999),
    place=st.integers(0, 16),
    change=st.integers(1, 9),
)
def test_every_number_with_its_check_is_right_and_every_single_wrong_digit_is_found(
    region, born, order, place, change
):
    first = f"{region:06d}{born:%Y%m%d}{order:03d}"
    number = first + check_character(first)
    assert is_identity_number(number, TODAY)

    wrong = first[:place] + str((int(first[place]) + change) % 10) + first[place + 1 :]
    assert check_character(wrong) != number[-1]


@given(st.text(max_size=20))
def test_anything_typed_is_judged_without_an_error(text):
    assert is_identity_number(text, TODAY) in {True, False}


def test_all_check_characters_occur():
    assert {check_character(f"{number:017d}") for number in range(40)} == set(CHECKS)
