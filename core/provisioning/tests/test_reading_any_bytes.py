"""Whatever the bytes are there are rows or faults, never an exception; what is written well is read back."""

import csv
import io

from hypothesis import assume, given
from hypothesis import strategies as st

from core.provisioning.faults import Fault
from core.provisioning.formats import Format
from core.provisioning.reading import Row, read_table
from core.provisioning.records import records

FORM = Format(required=("code", "name"), optional=("phone",))
CELL = st.text(
    st.characters(
        exclude_categories=("Cc", "Cs", "Co", "Cn"), exclude_characters="\ufeff\ufffd", codec="gb18030"
    )
    | st.sampled_from('",\n石桥镇 ')
).map(str.strip)
ROWS = st.lists(st.tuples(CELL.filter(bool), CELL), min_size=0, max_size=8)


def written(rows: list[tuple[str, str]], *, quoting: int, line_end: str) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, quoting=quoting, lineterminator=line_end)
    writer.writerow(FORM.required)
    writer.writerows(rows)
    return stream.getvalue()


def checked(content: bytes) -> tuple[tuple[Row, ...], list[Fault]]:
    table, faults = read_table("list.csv", content, FORM)
    assert all(fault.file == "list.csv" and fault.line >= 1 and fault.text() for fault in faults)
    assert table.complete == (not faults)
    return table.rows, faults


@given(st.binary(max_size=400))
def test_any_bytes(content: bytes) -> None:
    checked(content)


@given(st.binary(max_size=200))
def test_any_bytes_below_a_good_header(content: bytes) -> None:
    checked(b"code,name\n" + content)


@given(st.text(st.sampled_from('",\r\n ab石'), max_size=60))
def test_any_arrangement_of_marks(text: str) -> None:
    rows, faults = checked(("code,name\n" + text).encode())
    lines = (text.replace("\r\n", "\n").replace("\r", "\n")).count("\n") + 2
    assert all(1 < place.line <= lines for place in [*rows, *faults])


@given(st.text(st.sampled_from('",\r\n ab石'), max_size=60))
def test_records_agree_with_the_csv_module_where_nothing_is_wrong(text: str) -> None:
    found = list(records(text))
    assume(not any(record.fault for record in found))
    expected = [
        row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row not in ([], [""])
    ]
    assert [list(record.cells) for record in found] == expected


@given(
    ROWS,
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]),
)
def test_round_trip(rows: list[tuple[str, str]], quoting: int, line_end: str, encoding: str) -> None:
    text = written(rows, quoting=quoting, line_end=line_end)
    content = text.encode(encoding)
    if encoding == "gb18030":
        assume(not valid_utf8(content, text))
    found, faults = checked(content)
    if encoding == "gb18030" and faults:
        # Rare characters alone can look like damaged UTF-8: refused, never read as something else.
        assert {fault.code for fault in faults} == {"encoding_damaged"}
        return
    assert faults == []
    assert [tuple(row.cells.values()) for row in found] == rows


def valid_utf8(content: bytes, text: str) -> bool:
    """Whether GB18030 bytes happen to be another UTF-8 text: nothing in them could tell."""
    try:
        return content.decode("utf-8") != text
    except UnicodeDecodeError:
        return False
