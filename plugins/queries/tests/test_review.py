"""Tables and sources in the review chain: what is uploaded waits, and citizens see what they saw, whatever is tried."""

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from core.access.actors import SYSTEM
from core.plugin_api import enable_plugin
from core.review.models import Publication, Review
from core.review.origin import importing
from core.review.verification import Finding, verify
from core.tasks.beat import beat
from core.testing.factories import UserFactory
from core.testing.review_ways import chain_on, passed, tell, ways_round
from plugins.queries import KIND, SOURCE_KIND
from plugins.queries.clearing import content, public_content, waiting_of
from plugins.queries.models import DataSource, LookupPage, LookupTable, TableRow, TableVersion
from plugins.queries.row_difference import compare
from plugins.queries.services import (
    change_details,
    configure_columns,
    create_table,
    delete_table,
    hold_upload,
    replace_rows,
    restore_version,
)
from plugins.queries.services_clearing import hide, make_public, submit_table, take_back_table
from plugins.queries.sources.services import (
    change_source,
    create_source,
    delete_source,
    feed_table,
    refresh_due,
    refresh_table,
    stop_source,
    submit_source,
    use_source,
)
from plugins.queries.specs import ColumnSpec
from plugins.queries.tables.types import ColumnType
from plugins.queries.tests.factories import VILLAGE_COLUMNS, VILLAGES, make_page, make_table
from plugins.queries.viewsets import table_viewset

CORRECTED = VILLAGES.replace("太平村,511703116202,1200", "太平村,511703116202,1250").replace(
    "百节镇,乌梅村,511703117201,\n", "百节镇,新建村,511703117202,60\n"
)


@pytest.fixture
def office(county):
    enable_plugin(subsite=county.shiqiao, slug="queries", by=SYSTEM)
    return county.shiqiao


@pytest.fixture
def people(office):
    return chain_on(office, KIND)


@pytest.fixture
def source_chain(office, people):
    from core.review.services import set_rule

    set_rule(by=SYSTEM, subsite=office, kind=SOURCE_KIND, approval_hours=4)


def reread(table):
    return LookupTable.objects.select_related("current_version", "subsite").get(pk=table.pk)


def published(office, people, **values):
    manager, approver = people
    table = make_table(office, by=manager, **values)
    passed(approver)
    return reread(table)


def replace(table, by, text=CORRECTED, **values):
    return replace_rows(table=reread(table), by=by, content=text.encode(), file_name="new.csv", **values)


def test_a_new_table_is_shown_when_it_is_cleared(office, people, client):
    manager, approver = people
    table = make_table(office, by=manager)
    make_page(table, office.root_page.specific)
    assert reread(table).current_version is None
    assert waiting_of(table).state == "waiting"
    assert "梧桐梁村" not in client.get(f"/townships/shiqiao/{table.slug}/").content.decode()
    passed(approver)
    table = reread(table)
    assert (table.current_version.number, table.current_version.state) == (1, "current")
    page = client.get(f"/townships/shiqiao/{table.slug}/").content.decode()
    assert "梧桐梁村" in page
    publication = Publication.objects.get(kind=KIND)
    assert publication.content == content(table) == public_content(table)
    assert f"{publication.code[:5]}-{publication.code[5:]}" in page


def test_new_data_wait_and_citizens_see_the_version_before(office, people, client):
    manager, approver = people
    table = published(office, people)
    make_page(table, office.root_page.specific)
    replace(table, manager)
    table = reread(table)
    assert table.current_version.number == 1
    address = f"/townships/shiqiao/{table.slug}/"
    assert "新建村" not in client.get(address).content.decode()
    found = compare(table.current_version, waiting_of(table))
    assert (found.added, found.removed, found.changed, found.same) == (1, 1, 1, 2)
    assert [cell for cell in found.changed_rows[0] if cell[0] != cell[1]] == [("1200", "1250")]
    passed(approver)
    table = reread(table)
    assert [v.state for v in table.versions.all()] == ["current", "previous"]
    assert "新建村" in client.get(address).content.decode()
    in_force = Publication.objects.get(kind=KIND, ended_at=None)
    assert (in_force.corrects, in_force.correction) == (False, "")


def test_a_correction_says_what_was_wrong(office, people, client):
    manager, approver = people
    table = published(office, people)
    make_page(table, office.root_page.specific)
    replace(table, manager, correction="太平村户数登记有误")
    assert Review.objects.get(state="open").action == "correct"
    passed(approver)
    assert "太平村户数登记有误" in client.get(f"/townships/shiqiao/{table.slug}/").content.decode()


def test_other_columns_and_what_describes_it_wait_too(office, people):
    manager, approver = people
    table = published(office, people)
    specs = [ColumnSpec.of(column) for column in table.columns.all()]
    from dataclasses import replace as put

    hidden = [put(spec, shown=False, sortable=False) if spec.name == "户数" else spec for spec in specs]
    configure_columns(table=table, by=manager, columns=hidden)
    assert reread(table).columns.get(name="户数").shown
    passed(approver)
    table = reread(table)
    assert not table.columns.get(name="户数").shown
    change_details(table=table, by=manager, description="新的说明", update_days=30)
    table = reread(table)
    assert (table.description, table.held, table.update_days) == ("", {"description": "新的说明"}, 30)
    with pytest.raises(ValidationError):
        change_details(table=table, by=manager, name="又改名")
    passed(approver)
    table = reread(table)
    assert (table.description, table.held) == ("新的说明", {})


def test_a_version_before_comes_back_through_the_chain(office, people):
    manager, approver = people
    table = published(office, people)
    first = table.current_version
    replace(table, manager)
    passed(approver)
    restore_version(table=reread(table), version=first, by=manager)
    assert reread(table).current_version.number == 2
    passed(approver)
    assert reread(table).current_version.number == 1


def test_what_is_masked_later_is_forgotten_when_it_is_cleared(office, people):
    manager, approver = people
    table = published(office, people)
    specs = [
        ColumnSpec(name="代码", type=ColumnType.CODE, masked=True, keep_first=2, key=spec.key)
        if spec.name == "代码"
        else spec
        for spec in (ColumnSpec.of(column) for column in table.columns.all())
    ]
    configure_columns(table=table, by=manager, columns=specs)
    passed(approver)
    states = {version.number: version.state for version in table.versions.all()}
    assert states == {1: "pruned", 2: "current"}
    assert "511703116201" not in str(list(TableRow.objects.values_list("values", flat=True)))


def test_taking_back_and_deleting(office, people):
    manager, approver = people
    table = published(office, people)
    with pytest.raises(PermissionDenied):
        hide(table, manager)
    with pytest.raises(ValidationError):
        delete_table(table=table, by=manager)
    with pytest.raises(ValidationError):
        take_back_table(table=table, by=manager)
    take_back_table(table=table, by=manager, note="数据不应公开")
    assert reread(table).current_version is not None
    passed(approver)
    assert reread(table).current_version is None
    delete_table(table=reread(table), by=manager)
    assert not LookupTable.objects.exists()


def test_its_code_is_verified_row_by_row(office, people):
    published(office, people)
    code = Publication.objects.get(kind=KIND).code
    assert verify(code).finding == Finding.SAME
    row = TableRow.objects.get(number=2)
    TableRow.objects.filter(pk=row.pk).update(values={**row.values, "cunming": "改过的村"})
    assert verify(code).finding == Finding.CHANGED


def test_without_a_chain_it_is_one_click_and_recorded(county):
    enable_plugin(subsite=county.baijie, slug="queries", by=SYSTEM)
    manager = UserFactory(role="manager", role__subsite=county.baijie)
    table = make_table(county.baijie, by=manager)
    assert reread(table).current_version.number == 1
    replace(table, manager)
    change_details(table=reread(table), by=manager, description="立刻改")
    table = reread(table)
    in_force = Publication.objects.get(kind=KIND, ended_at=None)
    assert (in_force.origin, in_force.content) == ("without_review", public_content(table))
    take_back_table(table=table, by=manager)
    assert reread(table).current_version is None


def test_what_was_current_before_the_chain_stays_and_is_changed_through_it(office, people):
    manager, approver = people
    with importing("before the chain"):
        table = make_table(office)
    Publication.objects.all().delete()
    TableVersion.objects.update(digest="")
    replace(table, manager)
    assert reread(table).current_version.number == 1
    passed(approver)
    assert reread(table).current_version.number == 2
    assert verify(Publication.objects.get(ended_at=None).code).finding == Finding.SAME


def test_a_source_is_cleared_and_renews_its_table_by_itself(office, people, source_chain, reading):
    manager, approver = people
    source = create_source(
        subsite=office,
        by=manager,
        provider="folder",
        name="村庄来源",
        settings={"path": "a.csv"},
        refresh_minutes=5,
    )
    assert not source.is_cleared
    table = published(office, people)
    feed_table(source=source, table=table, by=manager)
    reading(CORRECTED)
    assert refresh_due(office) == 0
    passed(approver, kind=SOURCE_KIND)
    source.refresh_from_db()
    assert (source.is_cleared, source.table_id) == (True, table.pk)
    assert refresh_table(source=DataSource.objects.get(), by=SYSTEM)
    assert reread(table).current_version.number == 2
    in_force = Publication.objects.get(kind=KIND, ended_at=None)
    assert (in_force.origin, in_force.corrects) == ("renewed", False)
    assert in_force.line == Publication.objects.get(kind=SOURCE_KIND).line != []
    # Another file is another definition: the cleared one goes on being read.
    change_source(source=DataSource.objects.get(), by=manager, settings={"path": "b.csv"})
    source = DataSource.objects.get()
    assert (source.settings, source.held) == ({"path": "a.csv"}, {"settings": {"path": "b.csv"}})
    reading(VILLAGES)
    assert refresh_table(source=source, by=SYSTEM)
    passed(approver, kind=SOURCE_KIND)
    assert DataSource.objects.get().settings == {"path": "b.csv"}
    with pytest.raises(ValidationError):
        delete_source(source=DataSource.objects.get(), by=manager)
    stop_source(source=DataSource.objects.get(), by=manager, note="停用")
    passed(approver, kind=SOURCE_KIND)
    assert refresh_table(source=DataSource.objects.get(), by=SYSTEM) is False
    delete_source(source=DataSource.objects.get(), by=manager)


@pytest.fixture
def reading(monkeypatch):
    """What the source's file says."""
    from plugins.queries.sources.provider import Fetched

    def put(text):
        monkeypatch.setattr(
            "plugins.queries.sources.services.read_all", lambda source: Fetched(text.encode(), "a.csv")
        )

    return put


# Ways to get round it


def seen():
    """What citizens see of all tables, and what is read for them from where."""
    found = {
        table.pk: (public_content(table), [c.name for c in table.columns.all() if c.shown])
        for table in LookupTable.objects.select_related("current_version")
        if table.current_version_id
    }
    used = [(each.pk, each.settings, each.table_id) for each in DataSource.objects.filter(is_cleared=True)]
    return json.dumps([found, used], sort_keys=True, default=str)


def browser(person):
    client = Client()
    client.force_login(person, backend="core.accounts.backends.AccountBackend")
    return client


def address(name, *args):
    return reverse(table_viewset.get_url_name(name), args=args)


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def put(row, **values):
    row = type(row).objects.get(pk=row.pk)
    for name, value in values.items():
        setattr(row, name, value)
    return row


def uploaded(office, by, table):
    details = {"seen": table.current_version_id} if table else {"name": "新表", "slug": "new-table"}
    return hold_upload(
        subsite=office, by=by, content=CORRECTED.encode(), file_name="a.csv", table=table, details=details
    )


def ways(office, manager, root, table, draft, source):
    waiting = waiting_of(draft)
    details = {
        "subsite": office.pk, "name": "伪造", "slug": table.slug, "source_note": "", "description": "改",
        "download_allowed": "on", "update_days": "", "current_version": str(waiting.pk),
    }  # fmt: skip
    specs = [ColumnSpec(name=spec.name, shown=spec.name != "户数") for spec in VILLAGE_COLUMNS]
    return {
        "create_table": lambda: make_table(office, by=manager, name="另一个"),
        "create_table by a superuser": lambda: make_table(office, by=root, name="另一个"),
        "create_table by the system": lambda: make_table(office, name="另一个"),
        "replace_rows": lambda: replace(table, manager),
        "replace_rows by a superuser": lambda: replace(table, root),
        "replace_rows by the system": lambda: replace(table, SYSTEM),
        "replace_rows from an uncleared source": lambda: replace(table, manager, source=source),
        "replace_rows by the system from an uncleared source": lambda: replace(table, SYSTEM, source=source),
        "replace_rows with columns": lambda: replace(table, manager, columns=specs),
        "configure_columns": lambda: configure_columns(
            table=reread(table), by=manager,
            columns=[ColumnSpec(name=c.name, key=c.key, shown=c.position != 3) for c in table.columns.all()],
        ),
        "change_details": lambda: change_details(table=reread(table), by=manager, name="改名"),
        "change_details by the system": lambda: change_details(table=reread(table), by=SYSTEM, name="改名"),
        "make_public": lambda: make_public(draft, manager),
        "submit_table": lambda: submit_table(table=draft, by=root),
        "submit_table by the system": lambda: submit_table(table=draft, by=SYSTEM),
        "restore_version": lambda: restore_version(table=reread(draft), version=waiting, by=manager),
        "LookupTable.save": lambda: put(draft, current_version=waiting).save(),
        "LookupTable.save of a name": lambda: put(table, name="改名").save(),
        "a new row": lambda: LookupTable.objects.create(
            subsite=office, name="x", slug="x", current_version=waiting
        ),
        "bulk_create": lambda: LookupTable.objects.bulk_create(
            [LookupTable(subsite=office, name="x", slug="x", current_version=waiting)]
        ),
        "bulk_update": lambda: LookupTable.objects.bulk_update(
            [put(draft, current_version=waiting)], ["current_version"]
        ),
        "update of the version": lambda: LookupTable.objects.filter(pk=draft.pk).update(
            current_version=waiting
        ),
        "update of a public one's version": lambda: LookupTable.objects.filter(pk=table.pk).update(
            current_version=waiting
        ),
        "update of the name": lambda: LookupTable.objects.filter(pk=table.pk).update(name="改名"),
        "update of the description": lambda: LookupTable.objects.filter(pk=table.pk).update(description="改"),
        "SQL": lambda: sql(
            "UPDATE plugin_queries_lookuptable SET current_version_id = %s WHERE id = %s", waiting.pk, draft.pk
        ),
        "the screen of confirming": lambda: browser(manager).post(
            address("confirm", uploaded(office, manager, reread(table)).pk), {"correction": ""}
        ),
        "the screen of confirming, forged": lambda: browser(root).post(
            address("confirm", uploaded(office, root, reread(table)).pk), {"pass": "1", "state": "current"}
        ),
        "the screen of versions": lambda: browser(manager).post(
            address("versions", draft.pk), {"version": str(waiting.number), "seen": ""}
        ),
        "the screen of versions, submitting": lambda: browser(manager).post(
            address("versions", draft.pk), {"action": "submit"}
        ),
        "the screen of details": lambda: browser(manager).post(address("edit", table.pk), details),
        "the public API": lambda: browser(root).put(f"/api/v1/queries/tables/{table.pk}/", {"name": "x"}),
        "the beat": lambda: beat(),
        "refresh_table from an uncleared source": lambda: refresh_table(source=source, by=SYSTEM),
        "use_source": lambda: use_source(source, manager),
        "submit_source": lambda: submit_source(source=source, by=manager),
        "submit_source by the system": lambda: submit_source(source=source, by=SYSTEM),
        "change_source": lambda: change_source(source=source, by=manager, settings={"path": "z.csv"}),
        "DataSource.save": lambda: put(source, is_cleared=True).save(),
        "update of a source": lambda: DataSource.objects.filter(pk=source.pk).update(is_cleared=True),
        "a new source in use": lambda: DataSource.objects.create(
            subsite=office, name="y", provider="folder", is_cleared=True
        ),
        "SQL of a source": lambda: sql("UPDATE plugin_queries_datasource SET is_cleared = %s", True),
    }  # fmt: skip


def ways_back(manager, root, table):
    return {
        "take_back_table": lambda: take_back_table(table=table, by=manager, note="撤"),
        "take_back_table by the system": lambda: take_back_table(table=table, by=SYSTEM),
        "hide": lambda: hide(table, root),
        "delete_table": lambda: delete_table(table=table, by=manager),
        "LookupTable.delete": lambda: reread(table).delete(),
        "QuerySet.delete": lambda: LookupTable.objects.filter(pk=table.pk).delete(),
        "update of the version to none": lambda: LookupTable.objects.update(current_version=None),
        "save without a version": lambda: put(table, current_version=None).save(),
        "deleting the version": lambda: table.current_version.delete(),
        "SQL": lambda: sql("UPDATE plugin_queries_lookuptable SET current_version_id = NULL"),
        "DELETE in SQL": lambda: sql("DELETE FROM plugin_queries_lookuptable WHERE id = %s", table.pk),
        "the screen of versions": lambda: browser(manager).post(
            address("versions", table.pk), {"action": "take_back", "note": "撤"}
        ),
        "the screen of deleting": lambda: browser(root).post(address("delete", table.pk)),
    }


@pytest.fixture
def stage(office, people, source_chain, reading):
    manager, _approver = people
    table = published(office, people)
    draft = make_table(office, by=manager, name="待审的")
    source = create_source(
        subsite=office,
        by=manager,
        provider="folder",
        name="来源",
        settings={"path": "a.csv"},
        refresh_minutes=5,
    )
    reading(CORRECTED)
    return manager, UserFactory(is_superuser=True, is_staff=True), table, draft, source


def test_no_way_publishes_or_changes_one_past_the_chain(
    office, stage, django_capture_on_commit_callbacks, capsys
):
    tried = ways(office, *stage)
    assert ways_round(tried, seen, django_capture_on_commit_callbacks) == []
    tell(len(tried), "a table or a source", capsys)


def test_no_way_takes_one_back_past_the_chain(stage, django_capture_on_commit_callbacks, capsys):
    manager, root, table, _draft, _source = stage
    tried = ways_back(manager, root, table)
    assert ways_round(tried, seen, django_capture_on_commit_callbacks) == []
    tell(len(tried), "a table back", capsys)


def test_the_database_says_why(stage):
    _manager, _root, _table, draft, _source = stage
    with pytest.raises(DatabaseError, match="no publication in force"), transaction.atomic():
        LookupTable.objects.filter(pk=draft.pk).update(current_version=waiting_of(draft))


def test_pages_of_tables_go_through_the_chain_of_pages(office, people):
    """Series, timetables, directories and calculators are settings of pages: the chain of pages covers them."""
    from core.review.services import set_rule
    from plugins.queries.models import CalculatorPage, SourcePage

    for model in (LookupPage, CalculatorPage, SourcePage):
        set_rule(by=SYSTEM, subsite=office, kind=model._meta.label_lower, approval_hours=4)
        home = office.root_page.specific
        page = model(title="未审的页面", slug=model.__name__.lower(), locale=home.locale, live=False)
        home.add_child(instance=page)
        with pytest.raises(PermissionDenied):
            page.save_revision().publish()
        page = model.objects.get(pk=page.pk)
        page.live = True
        with pytest.raises(PermissionDenied):
            page.save()


def test_the_kind_of_a_public_page_changes_through_the_chain_of_pages(office):
    from core.review.services import set_rule

    with importing("tests"):
        table = make_table(office)
        page = make_page(table, office.root_page.specific)
    set_rule(by=SYSTEM, subsite=office, kind="plugin_queries.lookuppage", approval_hours=4)
    page = LookupPage.objects.get(pk=page.pk)
    for name, value in (("kind", "directory"), ("page_size", 50), ("table", None)):
        setattr(page, name, value)
        with pytest.raises(PermissionDenied):
            page.save()


def test_an_import_brings_it_in(office, people):
    with pytest.raises(PermissionDenied):
        make_table(office)
    with importing("tests"):
        table = create_table(
            subsite=office, by=SYSTEM, name="导入的", content=VILLAGES.encode(), file_name="a.csv"
        )
    assert reread(table).current_version.number == 1
    assert Publication.objects.get(kind=KIND).origin == "imported"
