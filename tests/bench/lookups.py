"""Look-ups: the first page of a table of 1,000,000 rows, on the embedded database and on PostgreSQL.

As a program it measures on the database that DATABASE_URL names, in an empty county, and prints figures as JSON.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote

import django

if __name__ == "__main__":
    django.setup()

from django.core.management import call_command
from django.db import connection, transaction

from core.access.actors import SYSTEM
from core.plugin_api import enable_plugin
from core.tenancy.models import Subsite
from core.tenancy.table import touch_revision
from deploy.commands import postgres
from deploy.commands.places import PYTHON, ROOT
from plugins.queries.changes import make_current, new_version
from plugins.queries.listing import COUNTED, Question, Rows
from plugins.queries.loading import rows_of_file, write_rows
from plugins.queries.models import LookupPage, LookupTable, TableVersion
from plugins.queries.services import create_table
from plugins.queries.services_clearing import let_pass
from plugins.queries.specs import ColumnSpec
from plugins.queries.tables.types import ColumnType

from .registry import Figure, measurement

ROWS = 1_000_000
WRITTEN = 100_000
"""Different rows; each is there ten times."""
TIMES = 9
PAGE = 20
MOST = 50
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
GIVEN = "一二三四五六七八九甲乙丙丁戊己庚辛壬癸金木水火土山川江河湖海春夏秋冬"
TOWNSHIPS = [f"{name}镇" for name in ("石桥", "百节", "太平", "东岳", "南坪", "北山", "金垭", "罗江")]
RARE_TOWNSHIP, RARE_EVERY = "独石镇", 10_000
COLUMNS = (
    ColumnSpec(name="乡镇", searched=True, filtered=True),
    ColumnSpec(name="户主", searched=True, sortable=True),
    ColumnSpec(name="编号", type=ColumnType.CODE, searched=True),
    ColumnSpec(name="金额", type=ColumnType.MONEY, sortable=True),
    ColumnSpec(name="日期", type=ColumnType.DATE, sortable=True, default_sort="descending"),
)


def cells(count: int) -> Iterator[tuple[str, ...]]:
    """Rows of nobody."""
    chance = random.Random(5)
    for number in range(count):
        name = chance.choice(SURNAMES) + chance.choice(GIVEN) + chance.choice(GIVEN)
        day = f"20{chance.randint(10, 26)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        amount = f"{chance.randint(0, 9_999_999) / 100:.2f}"
        township = chance.choice(TOWNSHIPS) if number % RARE_EVERY else RARE_TOWNSHIP
        yield township, name, f"5117{number:09}", amount, day


def build() -> LookupPage:
    """A page of a table with a million rows, on any township."""
    subsite = Subsite.objects.filter(organisation__kind="township").order_by("pk").first()
    assert subsite is not None
    enable_plugin(subsite=subsite, slug="queries", by=SYSTEM)
    text = "乡镇,户主,编号,金额,日期\n石桥镇,甲,5117,1.00,2026-01-01\n"
    table: LookupTable = create_table(
        subsite=subsite, by=SYSTEM, name="百万行", content=text.encode(), file_name="a.csv", columns=COLUMNS
    )
    columns = list(table.columns.all())
    with transaction.atomic():
        version = new_version(table, columns, content=b"", file_name="million.csv", row_count=ROWS, by=SYSTEM)
        write_rows(version, columns, rows_of_file(columns, cells(WRITTEN)))
        repeat_rows(version)
        let_pass(table, version)
        make_current(table, version, by=SYSTEM)
    home = subsite.root_page
    page = LookupPage(title="百万行", slug="million", table=table, locale=home.locale, page_size=PAGE)
    home.add_child(instance=page)
    touch_revision()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "PRAGMA optimize")
    return page


def repeat_rows(version: TableVersion) -> None:
    """Repeat the rows that were written until there are a million: the databases do that faster than Python."""
    fields = ["values", "search_text", "pieces", *(f"key_{slot}" for slot in range(1, 9))]
    names = ", ".join(f'"{name}"' for name in fields)
    times = ROWS // WRITTEN
    with connection.cursor() as cursor:
        for time_more in range(1, times):
            cursor.execute(
                f'INSERT INTO plugin_queries_tablerow (version_id, "number", {names}) '
                f'SELECT version_id, "number" + %s, {names} FROM plugin_queries_tablerow '
                'WHERE version_id = %s AND "number" <= %s',
                [time_more * WRITTEN, version.pk, WRITTEN],
            )
    version.facets = {
        key: [[value, count * times] for value, count in counts] for key, counts in version.facets.items()
    }
    version.save(update_fields=["facets"])


def median(work: Callable[[], object]) -> float:
    """Median wall time in ms, after one that warms up."""
    work()
    took = []
    for _time in range(TIMES):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def measured() -> Iterator[Figure]:
    """The figures of the database in use."""
    from .requests import get

    began = time.perf_counter()
    page = build()
    yield Figure(f"look-up: writing 1,000,000 rows, {connection.vendor}", time.perf_counter() - began, "s")
    table = LookupTable.objects.with_everything().get(pk=page.table_id)
    columns = list(table.columns.all())
    keys = {column.name: column.key for column in columns}
    version = table.current_version
    assert version is not None
    code = f"5117{WRITTEN // 2:09}"
    questions = {
        "no question": {},
        "a township by filter": {keys["乡镇"]: "太平镇"},
        "sorted by amount": {"sort": f"-{keys['金额']}"},
        "a filter, sorted by name": {keys["乡镇"]: "太平镇", "sort": keys["户主"]},
        "a rare filter": {keys["乡镇"]: RARE_TOWNSHIP},
        "a rare filter, sorted by name": {keys["乡镇"]: RARE_TOWNSHIP, "sort": keys["户主"]},
        "a full code": {"q": code},
        "a full name": {"q": "赵一二"},
        "a township and a name": {"q": "石桥 赵一二"},
        "a township by word": {"q": "石桥"},
        "a word of every row": {"q": "镇"},
        "words without an answer": {"q": "麒麟洞"},
    }
    for name, asked in questions.items():

        def read(asked: dict[str, str] = asked) -> None:
            rows = Rows(version, columns, Question.of(asked, columns), most=COUNTED)
            rows.count()
            rows[0:PAGE]

        yield Figure(f"look-up in 1,000,000 rows: {name}, {connection.vendor}", median(read), "ms", MOST)
    url = page.get_full_url() or page.full_url
    for name in ("no question", "a full name", "a township by word"):
        query = "&".join(f"{key}={quote(value)}" for key, value in questions[name].items())
        took = median(lambda query=query: get(f"{url}?{query}"))  # type: ignore[misc]
        yield Figure(f"look-up page of 1,000,000 rows: {name}, {connection.vendor}", took, "ms", MOST)


@measurement
def look_ups_in_a_million_rows() -> Iterable[Figure]:
    """Reading a first page with its number of rows, and the whole page, on both databases."""
    yield from measured()
    tools = postgres.binaries()
    if tools is None:
        return
    with postgres.temporary_cluster(tools) as url:
        done = subprocess.run(
            [PYTHON, "-m", __name__],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "settings.test"},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    for line in done.stdout.splitlines():
        entry = json.loads(line)
        entry.pop("holds")
        yield Figure(**entry)


def main() -> None:
    """Measure on the database of the environment."""
    from core.testing.county import build_test_county

    call_command("migrate", verbosity=0)
    build_test_county()
    for figure in measured():
        sys.stdout.write(f"{json.dumps(figure.entry(), ensure_ascii=False)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
