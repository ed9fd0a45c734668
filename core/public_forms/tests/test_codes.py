"""Codes as people type them."""

import pytest

from core.public_forms.codes import new_code, tidy_code

CODE = "abcd-efgh-2345-6789"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ABCD EFGH 2345 6789", CODE),
        ("abcdefgh23456789", CODE),
        ("abcd", ""),
        ("", ""),
        ("abcd-efgh-2345-678l", ""),
    ],
)
def test_codes_as_they_are_typed(typed, code):
    assert tidy_code(typed) == code


def test_a_new_code_is_tidy_already():
    code = new_code()
    assert tidy_code(code) == code
    assert tidy_code(f" {code.upper()} ") == code
