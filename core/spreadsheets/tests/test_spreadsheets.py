"""Tables as files: nothing in them runs, nothing of them is lost."""

import csv
import io
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.spreadsheets import csv_text, harmless, text_cell, workbook_file


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_formula_is_made_a_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("value", ["石桥镇", "", "1-1", "'=1", -1, 2.5, None])
def test_what_is_no_formula_stays(value: object) -> None:
    assert harmless(value) == value


@given(st.lists(st.lists(st.text(alphabet="=a,\"\n石 '"), min_size=1, max_size=3), min_size=1, max_size=8))
def test_csv_gives_every_cell_back(rows: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO("".join(csv_text(rows)), newline="")))
    assert read == [[str(harmless(cell)) for cell in row] for row in rows]


def test_csv_comes_in_pieces() -> None:
    pieces = list(csv_text([[str(number)] for number in range(1200)]))
    assert [piece.count("\n") for piece in pieces] == [500, 500, 200]


def test_rows_for_a_program_are_left_alone() -> None:
    assert "".join(csv_text([["=1", "-2"]], guarded=False)) == "=1,-2\r\n"


def test_a_workbook_keeps_types_and_runs_nothing() -> None:
    def rows(sheet: Any) -> list[list[Any]]:
        return [["=1+1", 3, None], [text_cell(sheet, "坏\x00字"), 2.5, "末"]]

    with workbook_file(["名称", "=数", "注"], rows, title="甲/乙?") as file:
        sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    assert sheet.title == "甲 乙 "
    assert sheet.freeze_panes == "A2"
    found = [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()]
    assert found == [
        [("名称", "s"), ("=数", "s"), ("注", "s")],
        [("=1+1", "s"), (3, "n"), (None, "n")],
        [("坏字", "s"), (2.5, "n"), ("末", "s")],
    ]
