"""Tables and sources in the review chain: what is uploaded waits, and citizens see what they saw, whatever is tried."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core.access.actors import SYSTEM
from core.plugin_api import enable_plugin
from core.review.models import Publication, Review
from core.review.origin import importing
from core.review.verification import Finding, verify
from core.testing.factories import UserFactory
from core.testing.review_ways import passed
from plugins.queries import KIND, SOURCE_KIND
from plugins.queries.clearing import content, public_content, waiting_of
from plugins.queries.models import DataSource, LookupPage, LookupTable, TableRow, TableVersion
from plugins.queries.row_difference import compare
from plugins.queries.services import configure_columns, create_table, restore_version
from plugins.queries.services_clearing import hide, take_back_table
from plugins.queries.services_details import change_details, delete_table
from plugins.queries.sources.services import (
    change_source,
    create_source,
    delete_source,
    feed_table,
    refresh_due,
    refresh_table,
    stop_source,
)
from plugins.queries.specs import ColumnSpec
from plugins.queries.tables.types import ColumnType
from plugins.queries.tests.factories import VILLAGES, make_page, make_table
from plugins.queries.tests.reviewing import published, replace, reread

CORRECTED = VILLAGES.replace("太平村,511703116202,1200", "太平村,511703116202,1250").replace(
    "百节镇,乌梅村,511703117201,\n", "百节镇,新建村,511703117202,60\n"
)


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
    TableRow.objects.filter(pk=row.pk).update(values=row.values)
    assert verify(code).finding == Finding.SAME
    LookupTable.objects.get().columns.filter(name="户数").update(shown=False, sortable=False)
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
    of_source = Publication.objects.get(kind=SOURCE_KIND).code
    assert verify(of_source).finding == Finding.SAME
    DataSource.objects.update(settings={"path": "other.csv"})
    assert verify(of_source).finding == Finding.CHANGED
    DataSource.objects.update(settings={"path": "a.csv"})
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
