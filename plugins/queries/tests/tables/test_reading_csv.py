import csv
import io
from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from plugins.queries.tables.limits import Limits
from plugins.queries.tables.problems import Problem, TableError
from plugins.queries.tables.reading import read_table

CELLS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs", "Cc"]), max_size=12).map(
    str.strip
)


def read(text, **options):
    return read_table(text.encode(), **options)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters_are_found(delimiter):
    table = read(f"名称{delimiter}价格\n白菜{delimiter}1.20\n")

    assert table.delimiter == delimiter
    assert [row.cells for row in table.rows] == [("白菜", "1.20")]


def test_quoted_line_breaks_stay_in_their_cell_and_rows_are_numbered_like_in_a_spreadsheet():
    table = read('名称,地址\r\n"甲","一\n二"\r\n\r\n乙,三\r\n')

    assert [(row.number, row.cells) for row in table.rows] == [(2, ("甲", "一\n二")), (4, ("乙", "三"))]


def test_a_title_above_the_header_is_told():
    table = read("达川区村（社区）一览表,,\n,,\n乡镇,村,代码\n石桥镇,甲村,1\n")

    assert table.names == ["乡镇", "村", "代码"]
    assert table.report.ok
    assert table.report.notes == ['Row 1, "达川区村（社区）一览表", was taken for a title.']


def test_empty_and_double_names_are_reported_together():
    table = read("名称,,名称\n甲,乙,丙\n")

    assert [fault.problem for fault in table.report.faults] == [Problem.EMPTY_NAME, Problem.DUPLICATE_NAME]


def test_rows_of_the_wrong_width_are_reported():
    table = read("甲,乙,丙\n1,2\n1,2,3\n1,2,3,4\n")

    assert [str(fault) for fault in table.report.faults] == [
        "row 2: the row has 2 cells, the header has 3",
        "row 4: the row has 4 cells, the header has 3",
    ]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", Problem.EMPTY_FILE),
        (b"\xef\xbb\xbf\r\n", Problem.EMPTY_FILE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", Problem.OLD_WORKBOOK),
        (b"%PDF-1.7", Problem.UNKNOWN_FORMAT),
        (b"a,b\n1,\0\n", Problem.UNKNOWN_FORMAT),
        (b"PK\x03\x04nothing", Problem.DAMAGED_WORKBOOK),
        (b"a,b\n", Problem.NO_ROWS),
        (b'a,b\n"1,2\n', Problem.DAMAGED_QUOTES),
    ],
)
def test_what_is_not_a_table_is_refused(data, problem):
    with pytest.raises(TableError) as caught:
        read_table(data)

    assert caught.value.problem is problem


@pytest.mark.parametrize(
    ("limits", "problem"),
    [
        (Limits(file_bytes=10), Problem.TOO_LARGE),
        (Limits(rows=2), Problem.TOO_MANY_ROWS),
        (Limits(columns=1), Problem.TOO_MANY_COLUMNS),
        (Limits(cells=3), Problem.TOO_MANY_CELLS),
    ],
)
def test_limits_hold(limits, problem):
    with pytest.raises(TableError) as caught:
        read("名称,价格\n甲,1\n乙,2\n丙,3\n", limits=limits)

    assert caught.value.problem is problem


def test_faults_are_all_counted_and_the_first_are_kept():
    table = read("甲,乙\n" + "1\n" * 30, limits=Limits(reported_faults=20))

    assert (table.report.fault_count, len(table.report.faults), table.report.not_shown) == (30, 20, 10)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=20))
def test_no_cell_is_lost(rows):
    assume(any(any(row) for row in rows))
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerows([["甲", "乙", "丙"], *rows])

    table = read(file.getvalue())

    assert [row.cells for row in table.rows] == [tuple(row) for row in rows if any(row)]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_table_error(data):
    with suppress(TableError):
        read_table(data)


@given(st.text(st.sampled_from('ab,;\t"\n\r 1=名'), max_size=80))
def test_any_text_is_read_or_refused_with_a_table_error(text):
    with suppress(TableError):
        table = read(text)
        assert all(len(row.cells) == len(table.names) for row in table.rows)
