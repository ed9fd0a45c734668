import datetime
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.queries.tables.problems import Problem
from plugins.queries.tables.types import READERS, ColumnType, MisfitError, read_cell


@pytest.mark.parametrize(
    ("column_type", "text", "value"),
    [
        (ColumnType.TEXT, " 石桥镇 ", "石桥镇"),
        (ColumnType.INTEGER, "1,200", "1200"),
        (ColumnType.INTEGER, "－５", "-5"),
        (ColumnType.DECIMAL, "+12.50", "12.50"),
        (ColumnType.DECIMAL, "-0.0", "0.0"),
        (ColumnType.MONEY, "￥1,200.50元", "1200.50"),
        (ColumnType.MONEY, "-¥3", "-3"),
        (ColumnType.PERCENTAGE, "12.5％", "12.5%"),
        (ColumnType.DATE, "2026年1月5日", "2026-01-05"),
        (ColumnType.DATE, "2026/1/5", "2026-01-05"),
        (ColumnType.DATE, "20260105", "2026-01-05"),
        (ColumnType.DATETIME, "2026-1-5 8:30", "2026-01-05 08:30:00"),
        (ColumnType.DATETIME, "2026年1月5日8时30分", "2026-01-05 08:30:00"),
        (ColumnType.DATETIME, "2026-01-05T08:30:15", "2026-01-05 08:30:15"),
        (ColumnType.BOOLEAN, "是", "true"),
        (ColumnType.BOOLEAN, "NO", "false"),
        (ColumnType.CODE, "0012", "0012"),
        (ColumnType.PHONE, "0818-2112345/13800001234", "0818-2112345、13800001234"),
        (ColumnType.PHONE, "12345", "12345"),
        (ColumnType.ID_NUMBER, "99999919900307008x", "99999919900307008X"),
        (ColumnType.INTEGER, "  ", ""),
    ],
)
def test_cells_are_read(column_type, text, value):
    assert read_cell(column_type, text) == value


@pytest.mark.parametrize(
    ("column_type", "text", "problem"),
    [
        (ColumnType.INTEGER, "007", Problem.NOT_INTEGER),
        (ColumnType.INTEGER, "1.0", Problem.NOT_INTEGER),
        (ColumnType.INTEGER, "1234567890123456789", Problem.NOT_INTEGER),
        (ColumnType.DECIMAL, "12,x", Problem.NOT_DECIMAL),
        (ColumnType.DECIMAL, "1,20", Problem.NOT_DECIMAL),
        (ColumnType.DECIMAL, "1e3", Problem.NOT_DECIMAL),
        (ColumnType.PERCENTAGE, "0.125", Problem.NOT_PERCENTAGE),
        (ColumnType.DATE, "2026-02-30", Problem.NOT_DATE),
        (ColumnType.DATE, "5.1.2026", Problem.NOT_DATE),
        (ColumnType.DATETIME, "2026-01-05 25:00", Problem.NOT_DATETIME),
        (ColumnType.BOOLEAN, "也许", Problem.NOT_BOOLEAN),
        (ColumnType.CODE, "石桥", Problem.NOT_CODE),
        (ColumnType.PHONE, "08", Problem.NOT_PHONE),
        (ColumnType.ID_NUMBER, "999999199003070010", Problem.WRONG_CHECKSUM),
        (ColumnType.ID_NUMBER, "999999199013070011", Problem.NOT_ID_NUMBER),
    ],
)
def test_misfits_are_refused(column_type, text, problem):
    with pytest.raises(MisfitError) as caught:
        read_cell(column_type, text)

    assert caught.value.problem is problem


@given(st.integers(-(10**17), 10**17))
def test_integers_survive(number):
    assert int(read_cell(ColumnType.INTEGER, f"{number:,}")) == number


@given(st.decimals(-(10**12), 10**12, places=4))
def test_decimals_survive_exactly(number):
    assert Decimal(read_cell(ColumnType.DECIMAL, f"{number:f}")) == number


@given(st.dates())
def test_dates_survive(date):
    assert (
        datetime.date.fromisoformat(
            read_cell(ColumnType.DATE, f"{date.year:04d}年{date.month}月{date.day}日")
        )
        == date
    )


@given(st.sampled_from(ColumnType), st.text(max_size=30))
def test_any_text_is_read_or_refused_and_reading_twice_changes_nothing(column_type, text):
    with suppress(MisfitError):
        value = read_cell(column_type, text)
        assert read_cell(column_type, value) == value


def test_every_type_has_a_reader():
    assert set(READERS) == set(ColumnType)
