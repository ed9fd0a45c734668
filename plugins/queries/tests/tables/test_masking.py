from hypothesis import given
from hypothesis import strategies as st

from plugins.queries.tables.masking import mask


def test_the_middle_is_starred():
    assert mask("13800001234", keep_first=3, keep_last=4) == "138****1234"
    assert mask("999999199003070011", keep_first=3, keep_last=4) == "999***********0011"


def test_short_values_keep_less():
    assert mask("王五", keep_first=1, keep_last=1) == "王*"
    assert mask("王", keep_first=1, keep_last=0) == "*"
    assert mask("123456", keep_first=3, keep_last=4) == "1*****"


@given(st.text(st.characters(exclude_characters="*"), min_size=1), st.integers(0, 8), st.integers(0, 8))
def test_something_is_always_hidden_and_the_length_stays(value, first, last):
    masked = mask(value, keep_first=first, keep_last=last)

    assert len(masked) == len(value)
    assert "*" in masked


@given(st.text(st.characters(exclude_characters="*"), min_size=1), st.integers(0, 8), st.integers(0, 8))
def test_masking_twice_gives_nothing_back(value, first, last):
    masked = mask(value, keep_first=first, keep_last=last)

    assert mask(masked, keep_first=first, keep_last=last).count("*") >= masked.count("*")
