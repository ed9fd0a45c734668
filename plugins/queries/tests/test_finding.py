import pytest
from django.core.cache import cache

from core.access.actors import SYSTEM
from core.plugin_api import enable_plugin
from core.testing.county import make_column
from plugins.queries.finding import rows_with
from plugins.queries.tests.factories import make_page, make_recipients, make_table

pytestmark = pytest.mark.django_db
HOST = {"host": "shiqiao.localhost"}


@pytest.fixture
def table(county):
    cache.clear()
    enable_plugin(subsite=county.shiqiao, slug="queries", by=SYSTEM)
    column = make_column(county.home("shiqiao"), "queries", "网上查询", kind="query")
    made = make_recipients(county.shiqiao)
    make_page(made, column)
    return made


def find(client, table, value):
    return client.post(f"/-/queries/find/{table.slug}/", {"value": value}, headers=HOST)


def test_who_knows_the_full_number_finds_the_row_masked(client, table):
    response = find(client, table, "999999199003070012")

    assert [[cell.text for cell in row][:2] for row in response.context["rows"]] == [
        ["张一", "999*************12"]
    ]
    assert "999999199003070012" not in response.content.decode()
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    "value", ["99999919900307001", "999*************12", "99999919900307", "13800001234", "张一", ""]
)
def test_nothing_less_finds_it(client, table, value):
    assert find(client, table, value).context["rows"] == []


def test_a_letter_of_the_check_may_be_small(table):
    assert [row.number for row in rows_with(table, " 99999919900307008x ")] == [2]


def test_a_new_secret_key_still_finds_what_the_old_one_keyed(table, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]

    assert [row.number for row in rows_with(table, "999999199003070012")] == [1]


def test_numbers_are_not_tried_out(client, table):
    statuses = [find(client, table, f"9999991990030700{number:02}").status_code for number in range(12)]

    assert statuses == [200] * 10 + [429] * 2


def test_the_form_asks_by_post(client, table):
    response = client.get(f"/-/queries/find/{table.slug}/", headers=HOST)

    assert response.status_code == 200
    assert 'method="post"' in response.content.decode()


def test_a_table_without_such_a_column_has_no_such_page(client, county, table):
    other = make_table(county.shiqiao)
    make_page(other, table.pages.get().get_parent().specific)

    assert client.get(f"/-/queries/find/{other.slug}/", headers=HOST).status_code == 404


def test_a_table_without_a_page_is_not_found(client, table):
    table.pages.get().unpublish()

    assert client.get(f"/-/queries/find/{table.slug}/", headers=HOST).status_code == 404
