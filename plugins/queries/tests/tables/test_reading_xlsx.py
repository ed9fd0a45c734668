import datetime
import io
import random
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from plugins.queries.tables.limits import Limits
from plugins.queries.tables.problems import Problem, TableError
from plugins.queries.tables.reading import FileKind, read_table

MORNING = datetime.datetime.fromisoformat("2026-01-05 08:30")


def workbook(*rows, prepare=None) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if prepare:
        prepare(book, sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def rezip(data: bytes, change) -> bytes:
    """The same archive with its parts changed by `change(name, content) -> content`."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return file.getvalue()


def test_cells_become_the_text_that_the_editor_sees():
    def prepare(_book, sheet):
        sheet["C2"].number_format = "0.0%"
        sheet["D2"].number_format = "0000"

    data = workbook(
        ["名称", "价格", "占比", "编号", "日期", "时间", "有效"],
        ["白菜", 0.1 + 0.2, 0.125, 7, datetime.date(2026, 1, 5), MORNING, True],
        prepare=prepare,
    )

    table = read_table(data)

    assert table.kind is FileKind.WORKBOOK
    assert table.rows[0].number == 2
    assert table.rows[0].cells == (
        "白菜",
        "0.3",
        "12.5%",
        "0007",
        "2026-01-05",
        "2026-01-05 08:30:00",
        "TRUE",
    )


def test_an_identity_number_in_a_numeric_cell_has_lost_digits():
    table = read_table(workbook(["姓名", "证件"], ["甲", 999999199003070011]))

    assert [fault.problem for fault in table.report.faults] == [Problem.DIGITS_LOST]
    assert (table.report.faults[0].row, table.report.faults[0].column) == (2, "B")


def test_a_formula_without_a_stored_result_is_reported():
    table = read_table(workbook(["甲", "乙"], [1, "=A2*2"]))

    assert [(fault.problem, fault.row, fault.column) for fault in table.report.faults] == [
        (Problem.NO_STORED_RESULT, 2, "B")
    ]


def test_a_merged_title_is_tolerated_and_merged_rows_are_reported():
    data = workbook(
        ["一览表", None],
        ["乡镇", "村"],
        ["石桥镇", "甲村"],
        [None, "乙村"],
        prepare=lambda _book, sheet: (sheet.merge_cells("A1:B1"), sheet.merge_cells("A3:A4")),
    )

    table = read_table(data)

    assert table.names == ["乡镇", "村"]
    assert [(fault.problem, fault.details) for fault in table.report.faults] == [
        (Problem.MERGED_CELLS, {"range": "A3:A4"})
    ]


def test_the_first_visible_sheet_with_content_is_read_and_the_others_told():
    def prepare(book, sheet):
        sheet.sheet_state = "hidden"
        book.create_sheet("空")
        book.create_sheet("数据").append(["甲", "乙"])
        book["数据"].append([1, 2])

    table = read_table(workbook(["秘密", "乙"], [1, 2], prepare=prepare))

    assert table.sheet == "数据"
    assert table.report.notes == ['Only the sheet "数据" was read.']


def test_an_error_value_is_reported():
    table = read_table(workbook(["甲", "乙"], [1, "#REF!"]))

    assert [str(fault) for fault in table.report.faults] == [
        'row 2, column B: the cell holds the error "#REF!"'
    ]


def test_macros_are_refused():
    data = workbook(["甲", "乙"], [1, 2])
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"")

    with pytest.raises(TableError) as caught:
        read_table(file.getvalue())

    assert caught.value.problem is Problem.MACROS


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    file = io.BytesIO(workbook(["甲", "乙"], [1, 2]))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b"0" * 60_000_000)

    with pytest.raises(TableError) as caught:
        read_table(file.getvalue())

    assert caught.value.problem is Problem.UNPACKED_TOO_LARGE


def test_entities_are_refused():
    data = workbook(["甲", "乙"], [1, 2])

    def declare(name, content):
        return b'<!DOCTYPE x [<!ENTITY a "b">]>' + content if name.endswith("sheet1.xml") else content

    with pytest.raises(TableError) as caught:
        read_table(rezip(data, declare))

    assert caught.value.problem is Problem.DAMAGED_WORKBOOK


def test_a_table_that_is_too_wide_is_noticed():
    with pytest.raises(TableError) as caught:
        read_table(workbook(list(range(1, 8)), list(range(7))), limits=Limits(columns=6))

    assert caught.value.problem is Problem.TOO_MANY_COLUMNS


BASE = workbook(["名称", "价格"], ["白菜", 1.5], ["菠菜", 2])


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 12))
def test_a_workbook_with_damaged_parts_is_read_or_refused_with_a_table_error(seed, changes):
    chance = random.Random(seed)

    def damage(_name, content):
        changed = bytearray(content)
        for _ in range(chance.randint(0, changes)):
            changed[chance.randrange(len(changed))] = chance.choice(b'<>/"=0123456789 abcrst')
        return bytes(changed)

    with suppress(TableError):
        read_table(rezip(BASE, damage), limits=Limits(rows=1000))


@settings(deadline=None)
@given(st.integers(0, len(BASE) - 1), st.binary(min_size=1, max_size=4))
def test_a_damaged_archive_is_read_or_refused_with_a_table_error(position, junk):
    with suppress(TableError):
        read_table(BASE[:position] + junk + BASE[position + len(junk) :])


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=8),
            st.integers(-(10**14), 10**14),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_no_cell_of_a_workbook_is_lost(rows):
    def as_text(_book, sheet):
        for cell in sheet["A"]:
            cell.data_type = "s"

    table = read_table(workbook(["名称", "数量"], *rows, prepare=as_text))

    assert [row.cells for row in table.rows] == [(text.strip(), str(number)) for text, number in rows]
