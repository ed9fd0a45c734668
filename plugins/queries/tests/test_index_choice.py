"""A sorted page of a filtered table is read from the index that suits the number of rows with the value."""

import pytest
from django.db import connection

from core.testing.county import County
from plugins.queries import listing
from plugins.queries.index_choice import is_common
from plugins.queries.listing import Question, Rows
from plugins.queries.models import LookupTable, TableVersion
from plugins.queries.specs import ColumnSpec
from plugins.queries.tables.types import ColumnType
from plugins.queries.tests.factories import make_table

pytestmark = pytest.mark.django_db

COLUMNS = (
    ColumnSpec(name="乡镇", filtered=True),
    ColumnSpec(name="村", filtered=True),
    ColumnSpec(name="户数", type=ColumnType.INTEGER, sortable=True),
)
TEXT = "乡镇,村,户数\n石桥镇,梧桐村,30\n百节镇,乌梅村,\n石桥镇,高寨村,10\n石桥镇,梧桐村,\n石桥镇,梧桐村,20\n"


@pytest.fixture
def table(county: County) -> LookupTable:
    made: LookupTable = make_table(county.shiqiao, text=TEXT, columns=COLUMNS)
    return made


def rows_of(table: LookupTable, **asked: str) -> Rows:
    columns = list(table.columns.all())
    assert table.current_version is not None
    return Rows(table.current_version, columns, Question.of(asked, columns))


@pytest.mark.parametrize(
    ("row_count", "number", "common"),
    [
        (1_000_000, 125_000, True),
        (1_000_000, 4_473, True),
        (1_000_000, 4_472, False),
        (1_000_000, 100, False),
        (300, 78, True),
        (300, 77, False),
    ],
)
def test_a_value_is_common_from_the_root_of_the_rows_on(row_count: int, number: int, common: bool) -> None:
    version = TableVersion(row_count=row_count, facets={"xiangzhen": [["石桥镇", number], ["百节镇", 1]]})
    assert is_common(version, {"xiangzhen": "石桥镇"}) is common
    assert is_common(version, {"xiangzhen": "百节镇"}) is False
    assert is_common(version, {"xiangzhen": "罗江镇"}) is False
    assert is_common(version, {"cun": "梧桐村"}) is False
    assert is_common(version, {"xiangzhen": "石桥镇", "cun": "梧桐村"}) is False


@pytest.mark.parametrize("common", [True, False])
@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({"xiangzhen": "石桥镇", "sort": "hushu"}, [3, 5, 1, 4]),
        ({"xiangzhen": "石桥镇", "sort": "-hushu"}, [1, 5, 3, 4]),
        ({"xiangzhen": "石桥镇", "cun": "梧桐村", "sort": "hushu"}, [5, 1, 4]),
        ({"xiangzhen": "百节镇", "sort": "hushu"}, [2]),
        ({"xiangzhen": "罗江镇", "sort": "hushu"}, []),
    ],
)
def test_the_rows_are_the_same_whichever_index_is_read(
    table: LookupTable,
    monkeypatch: pytest.MonkeyPatch,
    asked: dict[str, str],
    numbers: list[int],
    common: bool,
) -> None:
    monkeypatch.setattr(listing, "is_common", lambda version, filters: common)
    rows = rows_of(table, **asked)
    assert [row.number for row in rows[0:20]] == numbers
    assert [row.number for row in rows[1:3]] == numbers[1:3]
    assert rows.count() == len(numbers)


@pytest.fixture(params=["no statistics", "a sample says that each value is rare"])
def statistics(request: pytest.FixtureRequest, table: LookupTable) -> None:
    """What SQLite's planner may have been told of the indexes; PostgreSQL's knows its most common values."""
    if request.param == "no statistics" or connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        # Of another table, which makes the table of the figures.
        cursor.execute("ANALYZE plugin_queries_lookuptable")
        cursor.executemany(
            "INSERT INTO sqlite_stat1 VALUES ('plugin_queries_tablerow', %s, %s)",
            [
                ("queries_row_key_1", "1000000 110000 1100 1"),
                ("queries_row_key_2", "1000000 110000 50 1"),
                ("queries_row_key_3", "1000000 330000 10 1"),
            ],
        )
        cursor.execute("ANALYZE sqlite_schema")


@pytest.mark.usefixtures("statistics")
@pytest.mark.parametrize(("common", "column"), [(True, "户数"), (False, "乡镇")])
def test_sqlite_reads_the_index_that_was_chosen(
    table: LookupTable, monkeypatch: pytest.MonkeyPatch, common: bool, column: str
) -> None:
    monkeypatch.setattr(listing, "is_common", lambda version, filters: common)
    slot = table.columns.get(name=column).slot
    rows = rows_of(table, xiangzhen="石桥镇", sort="hushu").parts[0][:20]
    if connection.vendor == "sqlite":
        assert f"USING INDEX queries_row_key_{slot} " in rows.explain()
    else:
        # The columns stand there as they are, for a planner that knows.
        assert "+" not in str(rows.query)
