"""The gate on pages and in listings."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from wagtail.models import Page

from core.access.actors import SYSTEM
from core.plugin_api import enable_plugin, is_enabled, set_policy
from core.plugin_host.gate import exclude_gated, page_is_open
from core.testing.county import County
from plugins.notices.models import NoticesPage


@pytest.fixture
def archives(county: County) -> dict[str, Page]:
    """A page of the notices on every public subsite."""
    made = {}
    for slug in ("portal", "shiqiao", "baijie", "finance"):
        page = NoticesPage(title=f"公告 {slug}", slug="archive", locale=county.home(slug).locale)
        county.home(slug).add_child(instance=page)
        made[slug] = page
    return made


def shown(archives: dict[str, Page]) -> set[str]:
    found = set(exclude_gated(Page.objects.all()).values_list("pk", flat=True))
    return {slug for slug, page in archives.items() if page.pk in found}


def test_the_nearest_subsite_decides_though_all_lie_within_the_portal(
    county: County, archives: dict[str, Page]
) -> None:
    assert shown(archives) == set()
    enable_plugin(subsite=county.portal, slug="notices", by=SYSTEM)
    assert shown(archives) == {"portal"}
    enable_plugin(subsite=county.baijie, slug="notices", by=SYSTEM)
    assert shown(archives) == {"portal", "baijie"}
    set_policy(slug="notices", rule="forbidden", profile="county", by=SYSTEM)
    assert shown(archives) == {"baijie"}


def test_pages_of_the_core_are_never_hidden(county: County) -> None:
    assert exclude_gated(Page.objects.all()).count() == Page.objects.count()


def test_a_listing_costs_no_query_once_the_table_is_known(
    county: County, archives: dict[str, Page], django_assert_num_queries: Any
) -> None:
    enable_plugin(subsite=county.portal, slug="notices", by=SYSTEM)
    list(exclude_gated(Page.objects.all()))
    with django_assert_num_queries(2):  # the revision token, and the pages
        list(exclude_gated(Page.objects.all()))


def test_an_address_answers_404_where_the_plugin_is_off(
    county: County, archives: dict[str, Page], client: Client
) -> None:
    enable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM)
    assert client.get("/townships/shiqiao/archive/", headers={"host": "localhost"}).status_code == 200
    assert client.get("/archive/", headers={"host": "shiqiao.localhost"}).status_code == 200
    assert client.get("/townships/baijie/archive/", headers={"host": "localhost"}).status_code == 404
    assert client.get("/archive/", headers={"host": "localhost"}).status_code == 404


def test_a_page_whose_code_is_gone_answers_404_and_is_listed_nowhere(
    county: County, archives: dict[str, Page], client: Client
) -> None:
    gone = ContentType.objects.create(app_label="plugin_gone", model="gonepage")
    Page.objects.filter(pk=archives["portal"].pk).update(content_type=gone)
    page = Page.objects.get(pk=archives["portal"].pk)
    assert page_is_open(page) is False
    assert page.pk not in exclude_gated(Page.objects.all()).values_list("pk", flat=True)
    assert client.get("/archive/", headers={"host": "localhost"}).status_code == 404


def test_pages_are_made_and_moved_only_where_the_plugin_is_on(
    county: County, archives: dict[str, Page]
) -> None:
    enable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM)
    assert NoticesPage.can_create_at(county.home("shiqiao")) is True
    assert NoticesPage.can_create_at(county.home("baijie")) is False
    page = NoticesPage.objects.get(pk=archives["shiqiao"].pk)
    assert page.can_move_to(county.home("baijie")) is False


@pytest.mark.parametrize("slug", ["nothing", "queries.tables", ""])
def test_the_gate_is_closed_for_what_is_not_installed(county: County, slug: str) -> None:
    assert is_enabled(slug, county.portal) is False


def test_the_gate_is_closed_outside_all_subsites(county: County) -> None:
    assert is_enabled("notices", None) is False
