import pytest
from django.core.cache import cache
from wagtail.models import PageViewRestriction

from core.access.actors import SYSTEM
from core.plugin_api import enable_plugin
from core.testing.county import make_column
from plugins.queries.tests.factories import make_page, make_recipients, make_table

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/queries/tables/"
HOST = {"host": "localhost"}


@pytest.fixture
def column(county):
    cache.clear()
    enable_plugin(subsite=county.shiqiao, slug="queries", by=SYSTEM)
    return make_column(county.home("shiqiao"), "queries", "网上查询", kind="query")


def get(client, address=ADDRESS, **data):
    return client.get(address, data, headers=HOST)


def test_a_table_is_public_only_through_a_page(client, county, column):
    table = make_table(county.shiqiao)
    assert get(client).json()["results"] == []

    page = make_page(table, column)

    result = get(client).json()["results"][0]
    assert (result["id"], result["subsite"], result["rows"]) == (table.pk, "shiqiao", 4)
    assert [field["key"] for field in result["columns"]] == ["xiangzhen", "cunming", "daima", "hushu"]
    page.unpublish()
    assert get(client).json()["results"] == []


def test_a_table_on_restricted_pages_only_is_not_public(client, county):
    enable_plugin(subsite=county.intranet, slug="queries", by=SYSTEM)
    column = make_column(county.home("intranet"), "queries", "内网查询")
    table = make_table(county.intranet)
    make_page(table, column)

    assert PageViewRestriction.objects.exists()
    assert get(client, f"{ADDRESS}{table.pk}/rows/").status_code == 404


def test_rows_are_searched_sorted_filtered_and_paginated(client, county, column):
    table = make_table(county.shiqiao)
    make_page(table, column)
    address = f"{ADDRESS}{table.pk}/rows/"

    answer = get(client, address, sort="-hushu", page_size="2").json()

    assert answer["count"] == 4
    assert [row["hushu"] for row in answer["results"]] == ["1200", "320"]
    assert [
        row["number"] for row in get(client, address, q="太平", xiangzhen="百节镇").json()["results"]
    ] == [3]


@pytest.mark.parametrize("data", [{}, {"sort": "shouji"}, {"q": "13800001234"}, {"q": "张"}])
def test_masked_values_never_leave_by_the_api(client, county, column, data):
    table = make_recipients(county.shiqiao)
    make_page(table, column)

    content = get(client, f"{ADDRESS}{table.pk}/rows/", **data).content.decode()

    content = content.replace("q=13800001234", "")
    assert not [
        secret for secret in ("999999199003070012", "13800001234", "13900005678") if secret in content
    ]


def test_rows_stay_where_taking_them_away_is_not_allowed(client, county, column):
    table = make_table(county.shiqiao, download_allowed=False)
    make_page(table, column)

    assert get(client, f"{ADDRESS}{table.pk}/rows/").status_code == 403
    assert get(client, f"{ADDRESS}{table.pk}/").status_code == 200


def test_a_list_costs_the_same_queries_whatever_the_number_of_tables(
    client, county, column, django_assert_max_num_queries
):
    for number in range(4):
        make_page(make_table(county.shiqiao, name=f"表{number}"), column)
    get(client)

    with django_assert_max_num_queries(8):
        assert len(get(client).json()["results"]) == 4
