import pytest

from plugins.queries.tables.guessing import guess_column, guess_columns
from plugins.queries.tables.reading import read_table
from plugins.queries.tables.types import ColumnType


@pytest.mark.parametrize(
    ("name", "cells", "column_type"),
    [
        ("村名", ["甲村", "乙村"], ColumnType.TEXT),
        ("户数", ["12", "1,300"], ColumnType.INTEGER),
        ("面积", ["12", "1.5"], ColumnType.DECIMAL),
        ("价格（元）", ["1.20", "3"], ColumnType.MONEY),
        ("支出", ["￥120", "￥3"], ColumnType.MONEY),
        ("完成率", ["12.5%", "100%"], ColumnType.PERCENTAGE),
        ("公布日", ["2026-01-05", "2026年1月5日"], ColumnType.DATE),
        ("日期", ["20260105", "20260106"], ColumnType.DATE),
        ("数量", ["20260105", "20260106"], ColumnType.INTEGER),
        ("发车", ["2026-01-05 08:30", "2026-01-05 09:00"], ColumnType.DATETIME),
        ("有效", ["是", "否"], ColumnType.BOOLEAN),
        ("区划", ["511703001001", "511703001002"], ColumnType.CODE),
        ("township_code", ["511703001", "511703002"], ColumnType.CODE),
        ("序", ["001", "002"], ColumnType.CODE),
        ("车次", ["K1256", "D5186"], ColumnType.CODE),
        ("电话", ["0818-2112345", "12345"], ColumnType.PHONE),
        ("备注", [], ColumnType.TEXT),
    ],
)
def test_types_are_guessed(name, cells, column_type):
    assert guess_column(name, cells).type is column_type


def test_the_share_that_fits_is_told():
    guess = guess_column("户数", ["1"] * 19 + ["无"])

    assert (guess.type, guess.share) == (ColumnType.INTEGER, 0.95)


def test_identity_and_mobile_numbers_are_personal():
    assert guess_column("证件", ["99999919900307008X"]).personal
    assert guess_column("联系方式", ["13800001234", "13900001234"]).personal
    assert not guess_column("联系电话", ["0818-2112345"]).personal


def test_a_whole_table_is_guessed():
    guesses = guess_columns(read_table("村名,户数\n甲村,12\n乙村,\n".encode()))

    assert [(guess.name, guess.type, guess.filled, guess.distinct, guess.examples) for guess in guesses] == [
        ("村名", ColumnType.TEXT, 2, 2, ("甲村", "乙村")),
        ("户数", ColumnType.INTEGER, 1, 1, ("12",)),
    ]
