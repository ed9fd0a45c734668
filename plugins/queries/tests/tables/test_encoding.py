import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.queries.tables.encoding import decode
from plugins.queries.tables.problems import Problem, TableError

TEXT = "名称,电话\n石桥镇,0818-1234567\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode("utf-8"), "UTF-8"),
        (codecs.BOM_UTF8 + TEXT.encode("utf-8"), "UTF-8"),
        (TEXT.encode("gb18030"), "GB18030"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "UTF-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "UTF-16"),
    ],
)
def test_encodings_are_told_apart(data, encoding):
    decoded = decode(data)

    assert (decoded.text, decoded.encoding) == (TEXT, encoding)


def test_damaged_utf8_is_not_taken_for_gb18030():
    data = TEXT.encode() + b"\xe7\x9f\n"

    with pytest.raises(TableError) as caught:
        decode(data)

    assert caught.value.problem is Problem.DAMAGED_ENCODING
    assert caught.value.details == {"line": 3}


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_every_text_survives_utf8(text):
    assert decode(codecs.BOM_UTF8 + text.encode()).text == text


@given(st.binary())
def test_bytes_give_text_or_a_table_error(data):
    with suppress(TableError):
        decode(data)
