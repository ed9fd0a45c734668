import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core.access.actors import SYSTEM
from core.audit.models import AuditRecord
from core.testing.factories import UserFactory
from plugins.queries.faults import TableChangedError, UploadRefusedError
from plugins.queries.models import LookupTable, TableRow, TableVersion
from plugins.queries.services import configure_columns, create_table, replace_rows, restore_version
from plugins.queries.services_details import change_details, delete_table, prune_versions
from plugins.queries.specs import ColumnSpec
from plugins.queries.tables.types import ColumnType
from plugins.queries.tests.factories import RECIPIENTS, VILLAGE_COLUMNS, VILLAGES, make_recipients, make_table

pytestmark = pytest.mark.django_db
NEW = "乡镇,村名,代码,户数\n石桥镇,新村,511703116203,10\n"


def replace(table, text, **options):
    return replace_rows(table=table, by=SYSTEM, content=text.encode(), file_name="new.csv", **options)


def names(table):
    rows = TableRow.objects.filter(version=table.current_version).order_by("number")
    return [row.values["cunming"] for row in rows]


def test_a_table_is_made_from_a_file(county):
    table = make_table(county.shiqiao)

    assert (table.slug, table.row_count, table.subsite) == ("cun-zhuang-ming-lu", 4, county.shiqiao)
    assert [(column.key, column.type, column.slot) for column in table.columns.all()] == [
        ("xiangzhen", "text", 1),
        ("cunming", "text", 2),
        ("daima", "code", None),
        ("hushu", "integer", 3),
    ]
    row = table.current_version.rows.get(number=2)
    assert row.values == {
        "xiangzhen": "石桥镇",
        "cunming": "太平村",
        "daima": "511703116202",
        "hushu": "1200",
    }
    assert row.search_text == "石桥镇\n太平村\n511703116202"
    assert table.current_version.facets == {"xiangzhen": [["百节镇", 2], ["石桥镇", 2]]}
    record = AuditRecord.objects.get(action="lookup_table.created")
    assert (record.subsite_id, record.data["rows"]) == (county.shiqiao.pk, 4)


def test_without_decisions_the_columns_are_guessed(county):
    table = make_table(county.shiqiao, columns=None)

    assert [(column.type, column.searched, column.sortable) for column in table.columns.all()] == [
        ("text", True, False),
        ("text", True, False),
        ("code", True, False),
        ("integer", False, True),
    ]


def test_a_replacement_takes_the_place_of_all_rows(county):
    table = make_table(county.shiqiao)

    version = replace(table, NEW)

    assert table.current_version == version
    assert names(table) == ["新村"]
    assert list(table.versions.values_list("number", "state")) == [(2, "current"), (1, "previous")]


def test_a_faulty_replacement_changes_nothing_and_names_every_fault(county):
    table = make_table(county.shiqiao)
    before = table.updated_at

    with pytest.raises(UploadRefusedError) as caught:
        replace(table, "乡镇,村名,代码,户数\n石桥镇,新村,511703116203,许多\n石桥镇,旧村,!,1\n")

    assert [(fault.row, fault.column) for fault in caught.value.report.faults] == [(2, "户数"), (3, "代码")]
    table.refresh_from_db()
    assert (table.updated_at, table.versions.count(), len(names(table))) == (before, 1, 4)


def test_a_replacement_with_other_columns_is_refused_unless_they_are_given_anew(county):
    table = make_table(county.shiqiao)
    text = "村名,电话\n新村,12345\n"

    with pytest.raises(UploadRefusedError):
        replace(table, text)
    replace(table, text, columns=[ColumnSpec(name="村名", searched=True), ColumnSpec(name="电话")])

    assert [(column.name, column.key) for column in table.columns.all()] == [
        ("村名", "cunming"),
        ("电话", "dianhua"),
    ]


def test_who_looked_at_an_older_version_is_told(county):
    table = make_table(county.shiqiao)
    seen = table.current_version_id
    replace(table, NEW)

    with pytest.raises(TableChangedError):
        replace(table, VILLAGES, seen_version=seen)

    assert names(table) == ["新村"]


def test_a_previous_version_is_restored(county):
    table = make_table(county.shiqiao)
    first = table.current_version
    replace(table, NEW)

    restore_version(table=table, version=first, by=SYSTEM)

    assert table.current_version == first
    assert names(table) == ["梧桐梁村", "太平村", "太平社区", "乌梅村"]
    assert list(table.versions.values_list("number", "state")) == [(2, "previous"), (1, "current")]


def test_a_restored_version_gets_the_present_columns(county):
    table = make_table(county.shiqiao)
    first = table.current_version
    replace(table, NEW)
    specs = [
        ColumnSpec(name=spec.name, type=spec.type, searched=spec.name == "村名") for spec in VILLAGE_COLUMNS
    ]
    configure_columns(table=table, by=SYSTEM, columns=specs)

    restore_version(table=table, version=first, by=SYSTEM)

    row = table.current_version.rows.get(number=1)
    assert (row.search_text, row.key_1) == ("梧桐梁村", None)
    assert table.current_version.number == 1


def test_a_restored_version_brings_its_own_columns_back_when_the_names_differ(county):
    table = make_table(county.shiqiao)
    first = table.current_version
    replace(table, "村名,电话\n新村,12345\n", columns=[ColumnSpec(name="村名"), ColumnSpec(name="电话")])

    restore_version(table=table, version=first, by=SYSTEM)

    assert [column.name for column in table.columns.all()] == ["乡镇", "村名", "代码", "户数"]
    assert names(table) == ["梧桐梁村", "太平村", "太平社区", "乌梅村"]


def test_a_version_of_another_table_is_not_restored(county):
    table, other = make_table(county.shiqiao), make_table(county.baijie)

    with pytest.raises(ValidationError):
        restore_version(table=table, version=other.current_version, by=SYSTEM)


def test_changed_columns_index_the_rows_anew(county):
    table = make_table(county.shiqiao)
    specs = [
        ColumnSpec(name=spec.name, type=spec.type, sortable=spec.name == "户数") for spec in VILLAGE_COLUMNS
    ]

    configure_columns(table=table, by=SYSTEM, columns=specs)

    rows = list(table.current_version.rows.order_by("number").values_list("search_text", "key_1", "key_2"))
    assert rows[0] == ("", "1" + "320".zfill(18) + "0" * 10, None)
    assert rows[3] == ("", None, None)
    assert table.versions.count() == 1
    assert table.current_version.facets == {}


def test_a_changed_type_is_held_against_all_rows(county):
    table = make_table(county.shiqiao)
    specs = [ColumnSpec(name=spec.name, type=ColumnType.INTEGER) for spec in VILLAGE_COLUMNS]

    with pytest.raises(UploadRefusedError) as caught:
        configure_columns(table=table, by=SYSTEM, columns=specs)

    assert caught.value.report.fault_count == 8
    assert names(table) == ["梧桐梁村", "太平村", "太平社区", "乌梅村"]


def test_masked_values_are_stored_masked_only(county):
    table = make_recipients(county.shiqiao)

    values = table.current_version.rows.get(number=1).values
    assert values["zhengjianhaoma"] == "999*************12"
    assert values["shouji"] == "138******34"


def test_masking_a_column_later_masks_what_is_stored_and_drops_previous_versions(county):
    table = make_recipients(
        county.shiqiao,
        columns=[ColumnSpec(name=name) for name in ("姓名", "证件号码", "手机", "金额", "备注")],
    )
    replace(table, RECIPIENTS)
    specs = [ColumnSpec(name=column.name, masked=column.name == "手机") for column in table.columns.all()]

    configure_columns(table=table, by=SYSTEM, columns=specs)

    assert table.current_version.rows.get(number=1).values["shouji"] == "***********"
    assert list(table.versions.values_list("number", "state")) == [(2, "current"), (1, "pruned")]
    assert not TableRow.objects.filter(version__number=1).exists()


def test_exact_keys_outlive_a_change_of_columns(county):
    table = make_recipients(county.shiqiao)
    key = table.current_version.rows.get(number=1).key_1
    specs = [ColumnSpec.of(column) for column in table.columns.all()]
    specs[0] = ColumnSpec(name="姓名", searched=True, sortable=True)

    configure_columns(table=table, by=SYSTEM, columns=specs)

    assert table.columns.get(name="证件号码").slot == 2
    assert table.current_version.rows.get(number=1).key_2 == key


def test_pruning_keeps_the_history(county):
    table = make_table(county.shiqiao)
    for _ in range(3):
        replace(table, NEW)

    assert prune_versions(table=table, keep=1, by=SYSTEM) == 2
    assert list(table.versions.values_list("number", "state")) == [
        (4, "current"),
        (3, "previous"),
        (2, "pruned"),
        (1, "pruned"),
    ]
    assert TableRow.objects.filter(version__table=table).count() == 2


def test_names_are_unique_within_an_office_only(county):
    make_table(county.shiqiao)
    make_table(county.baijie)

    with pytest.raises(ValidationError) as caught:
        make_table(county.shiqiao)

    assert "This subsite" in str(caught.value) or "本" in str(caught.value)
    assert LookupTable.objects.count() == 2


def test_contradictory_columns_are_refused(county):
    with pytest.raises(ValidationError) as caught:
        make_table(
            county.shiqiao,
            columns=[
                ColumnSpec(name="乡镇", masked=True, searched=True),
                ColumnSpec(name="村名", shown=False, sortable=True),
                ColumnSpec(name="代码", found_exactly=True),
                ColumnSpec(name="户数", series_role="date"),
            ],
        )

    assert len(caught.value.messages) == 4


@pytest.mark.parametrize("role", ["contributor", "reviewer", "auditor", None])
def test_without_the_permission_every_service_refuses(county, role):
    table = make_table(county.shiqiao)
    user = UserFactory(role=role, role__subsite=county.shiqiao) if role else UserFactory()
    attempts = [
        lambda: create_table(
            subsite=county.shiqiao, by=user, name="新", content=VILLAGES.encode(), file_name="a.csv"
        ),
        lambda: replace_rows(table=table, by=user, content=NEW.encode(), file_name="a.csv"),
        lambda: restore_version(table=table, version=table.current_version, by=user),
        lambda: configure_columns(table=table, by=user, columns=VILLAGE_COLUMNS),
        lambda: change_details(table=table, by=user, name="新"),
        lambda: delete_table(table=table, by=user),
        lambda: prune_versions(table=table, keep=0, by=user),
    ]

    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()


def test_a_manager_of_one_office_can_not_change_anothers_table(county):
    table = make_table(county.baijie)
    manager = UserFactory(role="manager", role__subsite=county.shiqiao)

    with pytest.raises(PermissionDenied):
        replace_rows(table=table, by=manager, content=NEW.encode(), file_name="a.csv")


def test_a_manager_publishes_on_their_own_subsite(county):
    manager = UserFactory(role="manager", role__subsite=county.shiqiao)

    table = make_table(county.shiqiao, by=manager)

    assert table.updated_by == manager


def test_deleting_a_table_deletes_everything_of_it(county):
    table = make_table(county.shiqiao)

    delete_table(table=table, by=SYSTEM)

    assert not TableRow.objects.exists()
    assert not TableVersion.objects.exists()
