from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.utils import timezone

from core.access.actors import SYSTEM
from core.plugin_api import RenderContext, enable_plugin
from core.tenancy.table import subsite_table
from core.testing.county import make_column
from core.testing.factories import UserFactory
from plugins.queries.blocks import latest_prices, lookup_box, overdue_tables
from plugins.queries.checks import check_limits
from plugins.queries.keeping import (
    erase_person,
    expired_uploads,
    export_person,
    overdue_count,
    prune_old_versions,
)
from plugins.queries.models import LookupTable, PendingUpload
from plugins.queries.publishing import publish_table
from plugins.queries.services import replace_rows
from plugins.queries.services_uploads import hold_upload
from plugins.queries.tests.factories import VILLAGES, make_page, make_prices, make_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def column(county):
    enable_plugin(subsite=county.shiqiao, slug="queries", by=SYSTEM)
    return make_column(county.home("shiqiao"), "queries", "网上查询", kind="query")


def entry(county):
    return subsite_table().by_id[county.shiqiao.pk]


def context(county):
    return RenderContext(
        subsite=entry(county), request=RequestFactory().get("/", headers={"host": "localhost"})
    )


def test_versions_beyond_the_setting_are_pruned(county, column):
    table = make_table(county.shiqiao)
    for _ in range(5):
        replace_rows(table=table, by=SYSTEM, content=VILLAGES.encode(), file_name="a.csv")

    assert prune_old_versions(entry(county)) == 2
    assert prune_old_versions(entry(county)) == 0


def test_unconfirmed_files_expire_and_a_new_one_takes_the_place_of_the_old(county, column):
    manager = UserFactory(role="manager", role__subsite=county.shiqiao)
    for _ in range(2):
        hold_upload(subsite=county.shiqiao, by=manager, content=b"a,b\n1,2\n", file_name="a.csv")
    assert PendingUpload.objects.count() == 1
    assert not expired_uploads(timezone.now() - timedelta(days=1)).exists()

    PendingUpload.objects.update(created_at=timezone.now() - timedelta(days=2))

    assert expired_uploads(timezone.now() - timedelta(days=1)).count() == 1


def test_a_person_is_exported_and_erased(county, column):
    manager = UserFactory(role="manager", role__subsite=county.shiqiao)
    table = make_table(county.shiqiao, by=manager)

    assert [row["file"] for row in export_person(manager)] == ["table.csv"]
    assert erase_person(manager) == 2
    table.refresh_from_db()
    assert (table.updated_by, list(export_person(manager))) == (None, [])


def test_overdue_tables_are_counted_and_shown(county, column):
    assert overdue_count(entry(county)) is None
    table = make_table(county.shiqiao, update_days=7)
    assert (overdue_count(entry(county)), overdue_tables(context(county))) == (0, None)

    LookupTable.objects.update(updated_at=timezone.now() - timedelta(days=8))

    assert overdue_count(entry(county)) == 1
    assert overdue_tables(context(county)) == {"tables": [table]}


def test_the_home_blocks_show_prices_and_boxes(county, column):
    assert (latest_prices(context(county)), lookup_box(context(county))) == (None, None)
    make_page(make_prices(county.shiqiao), column, kind="series")
    make_page(make_table(county.shiqiao), column)

    prices, boxes = latest_prices(context(county)), lookup_box(context(county))

    assert {each.label: each.last.text for each in prices["series"]}["白菜"] == "1.48"
    assert [box["page"].title for box in boxes["lookups"]] == ["村庄名录"]


def test_a_table_is_published_with_its_page_in_one_call(county, column, tmp_path: Path, client):
    path = tmp_path / "villages.csv"
    path.write_text(VILLAGES, encoding="gb18030")

    page = publish_table(
        subsite=county.shiqiao,
        by=SYSTEM,
        name="村庄名录",
        path=path,
        parent_page=column,
        columns={"乡镇": {"filtered": True}, "户数": {"type": "integer", "sortable": True}},
        source_note="民政局",
    )

    assert page.live
    assert [column.filtered for column in page.table.columns.all()] == [True, False, False, False]
    assert client.get(f"/queries/{page.slug}/", headers={"host": "shiqiao.localhost"}).status_code == 200


def test_publishing_is_all_or_nothing(county, column, tmp_path: Path):
    path = tmp_path / "villages.csv"
    path.write_text(VILLAGES, encoding="utf-8")
    baijie = make_column(county.home("baijie"), "queries", "查询")

    for options in ({"columns": {"没有": {}}, "parent_page": column}, {"parent_page": baijie}):
        with pytest.raises(ValidationError):
            publish_table(subsite=county.shiqiao, by=SYSTEM, name="村庄名录", path=path, **options)

    assert not LookupTable.objects.exists()


@pytest.mark.parametrize("limits", [{"rows": 0}, {"row": 5}, {"rows": "5"}])
def test_a_wrong_limit_is_an_error(settings, limits):
    settings.QUERIES_LIMITS = limits

    assert [error.id for error in check_limits()] == ["queries.E001"]
