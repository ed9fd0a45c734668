from plugins.queries.tables.checking import ExpectedColumn, check_table
from plugins.queries.tables.reading import read_table
from plugins.queries.tables.types import ColumnType

NAME = ExpectedColumn("品名", ColumnType.TEXT)
PRICE = ExpectedColumn("单价", ColumnType.DECIMAL)


def check(text, *expected):
    return check_table(read_table(text.encode()), expected)


def test_rows_come_in_the_order_of_the_expected_columns():
    checked = check("单价,品名\n1.20,白菜\n", NAME, PRICE)

    assert checked.rows == [("白菜", "1.20")]


def test_every_misfit_is_reported_by_row_and_column():
    checked = check('品名,单价\n白菜,"12,x"\n菠菜,2\n茄子,贵\n', NAME, PRICE)

    assert checked.rows == []
    assert [str(fault) for fault in checked.report.faults] == [
        'row 2, column 单价: "12,x" is not a number',
        'row 4, column 单价: "贵" is not a number',
    ]


def test_missing_and_unexpected_columns_are_reported():
    checked = check("品名,单位\n白菜,斤\n", NAME, PRICE)

    assert [str(fault) for fault in checked.report.faults] == [
        'The column "单价" is missing.',
        'The column "单位" does not belong to this table.',
    ]


def test_a_masked_value_is_not_quoted():
    checked = check(
        "姓名,证件\n甲,999999199003070010\n",
        NAME.__class__("姓名", ColumnType.TEXT),
        ExpectedColumn("证件", ColumnType.ID_NUMBER, masked=True),
    )

    assert [str(fault) for fault in checked.report.faults] == [
        "row 2, column 证件: the identity number has a wrong check digit"
    ]


def test_identity_numbers_inside_text_are_noted():
    checked = check(
        "姓名,备注\n甲,身份证99999919900307008X\n",
        ExpectedColumn("姓名", ColumnType.TEXT),
        ExpectedColumn("备注", ColumnType.TEXT),
    )

    assert checked.report.notes == ['The column "备注" holds identity numbers in 1 cells; it is not masked.']
