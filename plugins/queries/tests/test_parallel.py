import threading

import pytest
from django.db import connection, connections

from core.access.actors import SYSTEM
from plugins.queries.faults import TableChangedError
from plugins.queries.models import TableRow
from plugins.queries.services import replace_rows
from plugins.queries.tests.factories import make_table

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 4


def test_of_simultaneous_uploads_one_wins_and_the_others_are_told(county):
    table = make_table(county.shiqiao)
    seen = table.current_version_id
    start = threading.Barrier(WRITERS)
    outcomes: list[str] = []

    def upload(number):
        text = f"乡镇,村名,代码,户数\n石桥镇,村{number},{number},{number}\n" * 1
        start.wait()
        try:
            replace_rows(
                table=table, by=SYSTEM, content=text.encode(), file_name=f"{number}.csv", seen_version=seen
            )
        except TableChangedError:
            outcomes.append("told")
        else:
            outcomes.append("won")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=upload, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["told"] * (WRITERS - 1) + ["won"]
    table.refresh_from_db()
    assert (table.versions.count(), table.row_count, table.versions.filter(state="current").count()) == (
        2,
        1,
        1,
    )
    assert TableRow.objects.count() == 5


def test_the_index_follows_rows_that_are_deleted_and_moved(county):
    from plugins.queries.listing import Question, Rows

    table = make_table(county.shiqiao)
    columns = list(table.columns.all())
    replace_rows(
        table=table, by=SYSTEM, content="乡镇,村名,代码,户数\n石桥镇,新村,1,1\n".encode(), file_name="a.csv"
    )
    TableRow.objects.filter(version__number=1).delete()

    rows = Rows(table.current_version, columns, Question.of({"q": "石桥"}, columns))
    assert [row.values["cunming"] for row in rows[0:10]] == ["新村"]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM plugin_queries_row_search WHERE plugin_queries_row_search MATCH '太平'"
            )
            assert cursor.fetchone() == (0,)
            cursor.execute(
                "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'plugin_queries_tablerow'"
            )
            assert cursor.fetchone() == (2,)
