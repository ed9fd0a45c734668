"""Files in folders and at addresses, views of databases, uploaded tables."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connections

from core.access.actors import SYSTEM
from core.testing.factories import UserFactory
from plugins.queries.models import DataSource, TableRow
from plugins.queries.sources.calling import ask, read_all
from plugins.queries.sources.faults import Fault, SourceError
from plugins.queries.sources.forms import FolderFileForm
from plugins.queries.sources.rest_form import RestForm
from plugins.queries.sources.services import (
    change_source,
    create_source,
    delete_source,
    feed_table,
    refresh_due,
    refresh_table,
)
from plugins.queries.tests.factories import VILLAGES, make_recipients, make_table

pytestmark = pytest.mark.django_db


def make(office, provider, **settings):
    return create_source(
        subsite=office, by=SYSTEM, provider=provider, name=f"来源 {provider}", settings=settings
    )


def fault_of(work) -> Fault:
    with pytest.raises(SourceError) as failed:
        work()
    return failed.value.fault


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    settings.DATA_FOLDER = tmp_path
    (tmp_path / "shiqiao").mkdir()
    (tmp_path / "baijie").mkdir()
    (tmp_path / "baijie" / "other.csv").write_text("名称\n别处\n", encoding="utf-8")
    return tmp_path / "shiqiao"


def test_a_file_of_the_own_folder(office, folder) -> None:
    (folder / "bus").mkdir()
    (folder / "bus" / "times.csv").write_text(VILLAGES, encoding="utf-8")
    fetched = read_all(make(office, "folder", path="bus/times.csv"))
    assert (fetched.file_name, fetched.content.decode()) == ("times.csv", VILLAGES)


@pytest.mark.parametrize(
    "path", ["../baijie/other.csv", "/etc/passwd", "link.csv", "linked/other.csv", "missing.csv", "", "."]
)
def test_no_file_outside_is_read(office, folder, path) -> None:
    (folder / "link.csv").symlink_to(folder.parent / "baijie" / "other.csv")
    (folder / "linked").symlink_to(folder.parent / "baijie")
    source = make(office, "folder", path=path)
    assert fault_of(lambda: read_all(source)) is Fault.FILE


def test_without_a_folder_nothing_is_read(office, settings) -> None:
    settings.DATA_FOLDER = None
    assert fault_of(lambda: read_all(make(office, "folder", path="a.csv"))) is Fault.FILE


@pytest.mark.parametrize("path", ["../a.csv", "/a.csv", "a/../../b.csv", "a\\b.csv"])
def test_the_form_refuses_ways_out(county, path) -> None:
    form = FolderFileForm({"settings-path": path}, subsite=county.shiqiao)
    assert not form.is_valid()


def test_a_file_that_is_too_large(office, folder, settings) -> None:
    settings.QUERIES_LIMITS = {"file_bytes": 10}
    (folder / "a.csv").write_bytes(b"x" * 11)
    source = make(office, "folder", path="a.csv")
    assert fault_of(lambda: read_all(source)) is Fault.SIZE


def test_a_file_at_an_address_feeds_its_table(office, upstream) -> None:
    table = make_table(office)
    source = make(
        office, "url", url=upstream.answer("/villages.csv", VILLAGES.replace("320", "321"), type="text/csv")
    )
    DataSource.objects.filter(pk=source.pk).update(refresh_minutes=60)
    feed_table(source=source, table=table, by=SYSTEM)
    assert refresh_due(office) == 1
    table.refresh_from_db()
    assert table.current_version.number == 2
    key = table.columns.get(name="户数").key
    assert TableRow.objects.get(version=table.current_version, number=1).values[key] == "321"
    assert refresh_due(office) == 0
    assert len(upstream.requests) == 1
    source.refresh_from_db()
    assert refresh_table(source=source, by=SYSTEM) is False, "the same file is no new version"


@pytest.mark.parametrize("body", ["甲,乙\n1,2\n", "", "<html>"])
def test_rows_that_do_not_fit_leave_the_table_as_it_was(office, upstream, body) -> None:
    table = make_table(office)
    source = make(office, "url", url=upstream.answer("/villages.csv", body, type="text/csv"))
    feed_table(source=source, table=table, by=SYSTEM)
    source.refresh_from_db()
    assert fault_of(lambda: refresh_table(source=source, by=SYSTEM)) is Fault.ROWS
    table.refresh_from_db()
    source.refresh_from_db()
    assert table.current_version.number == 1
    assert (source.failures, source.fault) == (1, "rows")


@pytest.fixture
def elsewhere(settings, tmp_path):
    """Another system's database of the same make, with a view for Shiqiao and a table for another office."""
    settings.READ_ONLY_DATABASES = {"elsewhere": {"fund": ["shiqiao"], "people": ["baijie"]}}
    own = connections["default"].settings_dict
    if connections["default"].vendor == "postgresql":
        options = {name: value for name, value in own["OPTIONS"].items() if name != "pool"}
        connections.databases["elsewhere"] = {**own, "OPTIONS": options}
    else:
        connections.databases["elsewhere"] = {**own, "NAME": str(tmp_path / "other.sqlite3"), "OPTIONS": {}}
    other = connections["elsewhere"]
    other.connect()
    with other.cursor() as cursor:
        cursor.execute("CREATE TABLE people (编号 TEXT, 姓名 TEXT, 余额 NUMERIC)")
        cursor.execute("INSERT INTO people VALUES ('A1', '张一', 12.5), ('A2', '李二', NULL)")
        cursor.execute("CREATE VIEW fund AS SELECT * FROM people")
    yield
    with other.cursor() as cursor:
        cursor.execute("DROP VIEW fund")
        cursor.execute("DROP TABLE people")
    other.close()
    del connections["elsewhere"]
    del connections.databases["elsewhere"]


def test_a_view_is_read_and_asked(office, elsewhere) -> None:
    source = make(office, "view", database="elsewhere", view="fund")
    assert read_all(source).content.decode() == "编号,姓名,余额\r\nA1,张一,12.5\r\nA2,李二,\r\n"
    found = ask(source, {"编号": "A1", "姓名": "张一"})
    assert [record.values for record in found] == [{"编号": "A1", "姓名": "张一", "余额": "12.5"}]
    assert ask(source, {"编号": "A1' OR '1'='1", "姓名": "张一"}) == []


@pytest.mark.parametrize(
    ("database", "view"),
    [
        ("elsewhere", "people"), ("elsewhere", "nothing"), ("default", "core_accounts_user"), ("elsewhere", "fund; --"),
        ("elsewhere", 'fund" UNION SELECT 1 --'), ("elsewhere", "(SELECT 1)"), ("nowhere", "fund"),
    ],
)  # fmt: skip
def test_only_views_that_the_operator_opened_to_the_office(office, elsewhere, database, view) -> None:
    source = make(office, "view", database=database, view=view)
    assert fault_of(lambda: read_all(source)) is Fault.VIEW


def test_an_operators_slip_opens_no_sql(office, elsewhere, settings) -> None:
    settings.READ_ONLY_DATABASES = {"elsewhere": {"(SELECT 1)": ["*"]}}
    source = make(office, "view", database="elsewhere", view="(SELECT 1)")
    assert fault_of(lambda: read_all(source)) is Fault.VIEW


def test_a_column_that_is_not_there(office, elsewhere) -> None:
    source = make(office, "view", database="elsewhere", view="fund")
    assert fault_of(lambda: ask(source, {"没有": "A1"})) is Fault.MAPPING
    assert fault_of(lambda: ask(source, {"1=1 OR 编号": "A1"})) is Fault.MAPPING


def test_the_database_refuses_writes_and_what_takes_too_long(office, elsewhere) -> None:
    from plugins.queries.sources.calling import provider_of

    provider = provider_of(make(office, "view", database="elsewhere", view="fund"))

    def write() -> None:
        with provider._cursor(5) as cursor:
            cursor.execute("DELETE FROM people")

    def take_long() -> None:
        with provider._cursor(0.05) as cursor:
            cursor.execute(
                "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
            )

    assert fault_of(write) is Fault.DATABASE
    assert fault_of(take_long) is Fault.DATABASE
    assert b"A2" in provider.read_all(5).content


def test_an_uploaded_table_agrees_by_digests_and_stays_masked(office) -> None:
    table = make_recipients(office)
    source = make(office, "uploaded", table=table.pk)
    facts = {"证件号码": "999999199003070012", "姓名": "张一"}
    assert [record.values["证件号码"] for record in ask(source, facts)] == ["999*************12"]
    assert ask(source, {**facts, "姓名": "李二"}) == []
    assert ask(source, {**facts, "证件号码": "99999919900307008X"}) == []
    assert fault_of(lambda: ask(source, {"备注": "甲"})) is Fault.MAPPING


def test_a_table_of_another_office_is_none(county, office) -> None:
    source = make(office, "uploaded", table=make_recipients(county.baijie).pk)
    assert fault_of(lambda: ask(source, {"证件号码": "999999199003070012"})) is Fault.FILE
    with pytest.raises(ValidationError):
        feed_table(source=source, table=make_table(county.baijie, name="别家"), by=SYSTEM)


def test_who_may_not_may_not(county, office) -> None:
    stranger = UserFactory()
    source = make(office, "folder", path="a.csv")
    for work in (
        lambda: create_source(
            subsite=office, by=stranger, provider="folder", name="x", settings={"path": "a"}
        ),
        lambda: change_source(source=source, by=stranger, settings={"path": "b"}),
        lambda: feed_table(source=source, table=make_table(office), by=stranger),
        lambda: refresh_table(source=source, by=stranger),
        lambda: delete_source(source=source, by=stranger),
    ):
        with pytest.raises(PermissionDenied):
            work()
    source.refresh_from_db()
    assert source.settings == {"path": "a.csv"}


def test_a_secret_is_kept_replaced_and_deleted(office) -> None:
    source = create_source(
        subsite=office,
        by=SYSTEM,
        provider="url",
        name="x",
        settings={"url": "https://a.example/"},
        secret="one",
    )
    kept = change_source(source=source, by=SYSTEM, settings={"url": "https://b.example/"})
    assert kept.sealed_secret == source.sealed_secret != ""
    assert (
        change_source(source=source, by=SYSTEM, settings={}, secret="two").sealed_secret
        != source.sealed_secret
    )
    assert change_source(source=source, by=SYSTEM, settings={}, secret="").sealed_secret == ""


def test_the_mapping_is_typed_in_line_by_line(county) -> None:
    data = {
        "settings-url": "https://data.example/ask", "settings-method": "POST", "settings-body": "json",
        "settings-parameters": "id = {编号}\n\nkind=fund", "settings-header_name": "X-Key", "settings-format": "xml",
        "settings-rows": "body/row", "settings-fields_map": "姓名 = person.name\n编号 = @id",
    }  # fmt: skip
    form = RestForm(data, subsite=county.shiqiao)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["parameters"] == {"id": "{编号}", "kind": "fund"}
    assert form.cleaned_data["fields"] == {"姓名": "person.name", "编号": "@id"}
    for name, wrong in (
        ("url", "http://user:pass@data.example/"), ("url", "file:///etc/passwd"), ("header_name", "X Key"),
        ("fields_map", "姓名"), ("fields_map", "a = b\na = c"), ("fields_map", "a = b..c"), ("rows", "a..b"),
    ):  # fmt: skip
        assert not RestForm({**data, f"settings-{name}": wrong}, subsite=county.shiqiao).is_valid(), wrong
