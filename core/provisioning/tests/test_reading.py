"""Bytes into rows: the three encodings, and each fault of a file as such."""

import pytest

from core.provisioning.formats import Format
from core.provisioning.reading import MAXIMUM_MEGABYTES, read_table

FORM = Format(required=("code", "name"), optional=("phone",))


def told(content: bytes) -> list[str]:
    return [str(fault) for fault in read_table("list.csv", content, FORM)[1]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_reads_each_encoding(encoding: str) -> None:
    table, faults = read_table(
        "list.csv", 'code,name\r\n511703116,"石桥镇, ""东"""\r\n'.encode(encoding), FORM
    )
    assert faults == []
    assert table.columns == ("code", "name")
    assert [(row.line, row.cells) for row in table.rows] == [
        (2, {"code": "511703116", "name": '石桥镇, "东"'}),
    ]
    assert table.complete


def test_lines_count_through_line_breaks_in_cells_and_empty_lines() -> None:
    table, faults = read_table("list.csv", b'code,name\n\n"a\nb",x\n,\n,,\nc,y', FORM)
    assert faults == []
    assert [(row.line, row["code"]) for row in table.rows] == [(3, "a\nb"), (7, "c")]


def test_white_space_around_cells_and_capitals_in_the_header_do_not_matter() -> None:
    table, faults = read_table("list.csv", "Code , NAME\n a ,\u3000石桥镇 \n".encode(), FORM)
    assert faults == []
    assert table.rows[0].cells == {"code": "a", "name": "石桥镇"}


def test_a_column_that_is_not_there_reads_as_empty() -> None:
    table, _faults = read_table("list.csv", b"code,name\na,b\n", FORM)
    assert table.rows[0]["phone"] == ""


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "list.csv:1: The file is empty. The first line must name the columns: code, name, phone."),
        (
            b"\n\r\n",
            "list.csv:1: The file is empty. The first line must name the columns: code, name, phone.",
        ),
        (
            b"code,name\na,\x00\n",
            (
                "list.csv:2: The line holds a NUL byte. "
                "The file is damaged or not a text file; save it again as CSV."
            ),
        ),
        (
            "code,name\na,b\n".encode("utf-16"),
            "list.csv:1: The file is UTF-16. Save it as UTF-8.",
        ),
        (
            b"code,name\na,b\nc,\xff\n",
            "list.csv:3: The text is neither UTF-8 nor GB18030. Save the file as UTF-8.",
        ),
        (
            "code,name\na,石桥镇\n".encode()[:-2] + b"\n",
            "list.csv:2: The line holds bytes that are no UTF-8, in a file that is. Type the text again.",
        ),
        (
            b"\xef\xbb\xbfcode,name\na,\xc1\xf7\n",
            "list.csv:2: The line holds bytes that are no UTF-8, in a file that is. Type the text again.",
        ),
        (
            "code,name\na,石\ufffd镇\n".encode(),
            "list.csv:2: The line holds the unreadable character U+FFFD. Type the text again.",
        ),
        (
            b"code,name\r\na,\x1b\r\n",
            "list.csv:2: The line holds the unreadable character U+001B. Type the text again.",
        ),
        (b"code\na\n", "list.csv:1: The column name is missing. Add it to the first line."),
        (
            b"code,name,fax\na,b,c\n",
            "list.csv:1: The column “fax” is unknown. Remove it, or use one of: code, name, phone.",
        ),
        (
            b"code,name,phones\na,b,c\n",
            "list.csv:1: The column “phones” is unknown. Did you mean phone?",
        ),
        (b"code,name,code\na,b,c\n", "list.csv:1: The column “code” stands there twice. Remove one."),
        (
            b"code,name\na\n",
            "list.csv:2: The row has 1 cells, but the first line names 2 columns. Check the commas.",
        ),
        (
            b"code,name\na,b,c\n",
            "list.csv:2: The row has 3 cells, but the first line names 2 columns. Check the commas.",
        ),
        (
            b'code,name\na,b"c\n',
            (
                "list.csv:2: A quotation mark stands inside a cell. "
                "Put the cell in quotation marks and double it."
            ),
        ),
        (
            b'code,name\na,"b"c\n',
            (
                "list.csv:2: A quotation mark stands inside a cell. "
                "Put the cell in quotation marks and double it."
            ),
        ),
        (
            b'code,name\na,"b\nc,d\n',
            "list.csv:2: A quotation mark is opened here and never closed. Close it.",
        ),
    ],
)
def test_each_fault(content: bytes, expected: str) -> None:
    assert told(content) == [expected]


def test_a_fault_does_not_hide_the_next_one() -> None:
    assert [fault.split(":")[1] for fault in told(b'code,name\na,b"c\nd\n"e"f,g\nh,i\n')] == ["2", "3", "4"]


def test_every_line_with_a_nul_is_told() -> None:
    assert [fault.split(":")[1] for fault in told(b"code,name\r\n\x00,a\r\nb,c\r\nd,\x00\x00\r\n")] == [
        "2",
        "4",
    ]


def test_a_file_that_is_too_large_is_not_read() -> None:
    assert told(b"x" * (MAXIMUM_MEGABYTES * 1024 * 1024 + 1)) == [
        "list.csv:1: The file is larger than 8 MB. Split the county or remove what is not a table."
    ]


def test_a_file_with_a_fault_is_not_complete() -> None:
    assert not read_table("list.csv", b"code,name\na\n", FORM)[0].complete


def test_every_damaged_line_is_told() -> None:
    lines = ["code,name", *(f"{number},石桥镇{number}" for number in range(2, 60))]
    content = [line.encode() for line in lines]
    for number in (21, 41):
        content[number - 1] = content[number - 1].replace("桥".encode(), "桥".encode()[:2])
    told_of = [str(fault).split(": ", 1)[0] for fault in read_table("list.csv", b"\n".join(content), FORM)[1]]
    assert told_of == ["list.csv:21", "list.csv:41"]


@pytest.mark.parametrize("name", ["石桥镇", "新宁镇", "鄞州区", "亳州市", "颍上县", "醴陵市"])
def test_one_name_in_gb18030_is_read(name: str) -> None:
    table, faults = read_table("list.csv", f"code,name\na,{name}\n".encode("gb18030"), FORM)
    assert (faults, table.rows[0]["name"]) == ([], name)


def test_a_row_of_utf8_that_lost_a_byte_is_never_read_as_something_else() -> None:
    whole = "code,name\n511703116,石桥镇人民政府\n".encode()
    start = whole.index("石".encode())
    for place in range(start, len(whole) - 1):
        faults = read_table("list.csv", whole[:place] + whole[place + 1 :], FORM)[1]
        assert [fault.code for fault in faults] == ["encoding_damaged"]
