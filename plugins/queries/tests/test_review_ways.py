"""Ways past the review chain, each tried and undone."""

import json

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from core.access.actors import SYSTEM
from core.tasks.beat import beat
from core.testing.factories import UserFactory
from core.testing.review_ways import browser, idle_ways, passed, put, sql, tell, ways_round
from plugins.queries.clearing import public_content, waiting_of
from plugins.queries.models import DataSource, LookupTable, TableVersion
from plugins.queries.services import configure_columns, restore_version
from plugins.queries.services_clearing import hide, make_public, submit_table, take_back_table
from plugins.queries.services_details import change_details, delete_table
from plugins.queries.services_uploads import hold_upload
from plugins.queries.sources.services import (
    change_source,
    create_source,
    refresh_table,
    submit_source,
    use_source,
)
from plugins.queries.specs import ColumnSpec
from plugins.queries.tests.factories import VILLAGE_COLUMNS, VILLAGES, make_table
from plugins.queries.tests.reviewing import published, replace, reread
from plugins.queries.viewsets import table_viewset

CORRECTED = VILLAGES.replace("太平村,511703116202,1200", "太平村,511703116202,1250").replace(
    "百节镇,乌梅村,511703117201,\n", "百节镇,新建村,511703117202,60\n"
)


def seen():
    """What citizens see of all tables, and what is read for them from where."""
    found = {
        table.pk: (public_content(table), [c.name for c in table.columns.all() if c.shown])
        for table in LookupTable.objects.select_related("current_version")
        if table.current_version_id
    }
    used = [(each.pk, each.settings, each.table_id) for each in DataSource.objects.filter(is_cleared=True)]
    return json.dumps([found, used], sort_keys=True, default=str)


def address(name, *args):
    return reverse(table_viewset.get_url_name(name), args=args)


def uploaded(office, by, table):
    details = {"seen": table.current_version_id} if table else {"name": "新表", "slug": "new-table"}
    return hold_upload(
        subsite=office, by=by, content=CORRECTED.encode(), file_name="a.csv", table=table, details=details
    )


def ways(office, manager, root, table, draft, source):
    waiting, first = waiting_of(draft), TableVersion.objects.get(table=table, number=1)
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
        "restore_version": lambda: restore_version(table=reread(table), version=first, by=manager),
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
            current_version=first
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
            address("versions", table.pk), {"version": "1", "seen": str(table.current_version_id)}
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


IDLE = ["the public API", "the beat", "refresh_table from an uncleared source"]
"""Closed without a chain too: the API only reads, and nothing runs before it is in use. Tried all the same."""


def ways_back(manager, root, table):
    return {
        "take_back_table": lambda: take_back_table(table=reread(table), by=manager, note="撤"),
        "take_back_table by the system": lambda: take_back_table(table=reread(table), by=SYSTEM),
        "hide": lambda: hide(reread(table), root),
        "delete_table": lambda: delete_table(table=reread(table), by=manager),
        "LookupTable.delete": lambda: reread(table).delete(),
        "QuerySet.delete": lambda: LookupTable.objects.filter(pk=table.pk).delete(),
        "update of the version to none": lambda: LookupTable.objects.update(current_version=None),
        "save without a version": lambda: put(table, current_version=None).save(),
        "deleting the version": lambda: reread(table).current_version.delete(),
        "SQL": lambda: sql("UPDATE plugin_queries_lookuptable SET current_version_id = NULL"),
        "DELETE in SQL": lambda: sql("DELETE FROM plugin_queries_lookuptable WHERE id = %s", table.pk),
        "the screen of versions": lambda: browser(manager).post(
            address("versions", table.pk), {"action": "take_back", "note": "撤"}
        ),
        "the screen of deleting": lambda: browser(root).post(address("delete", table.pk)),
    }


@pytest.fixture
def stage(office, people, source_chain, reading):
    manager, approver = people
    replace(published(office, people), manager, text=VILLAGES.replace("1200", "1300"))
    passed(approver)
    table = reread(LookupTable.objects.get())
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


def test_the_ways_are_real(office, stage, django_capture_on_commit_callbacks):
    manager, root, table, _draft, _source = stage
    tried = ways(office, *stage)
    assert idle_ways(tried, seen, django_capture_on_commit_callbacks) == IDLE
    back = ways_back(manager, root, table)
    assert idle_ways(back, seen, django_capture_on_commit_callbacks) == []


def test_the_database_says_why(stage):
    _manager, _root, _table, draft, _source = stage
    with pytest.raises(DatabaseError, match="no publication in force"), transaction.atomic():
        LookupTable.objects.filter(pk=draft.pk).update(current_version=waiting_of(draft))
