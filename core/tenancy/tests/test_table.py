"""The table of subsites, and who is answered."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from core.tenancy.models import Organisation, Subsite, TenancyRevision
from core.tenancy.table import subsite_table, touch_revision
from core.testing.county import County, make_article


def test_nearest_root_decides(county: County) -> None:
    table = subsite_table()
    township_news = county.home("shiqiao").get_children().get(slug="news")
    article = make_article(township_news, "石桥镇春耕")
    assert table.for_page(article) == table.by_slug["shiqiao"]
    assert table.for_page(county.home("portal")) == table.portal
    assert table.for_path("0001") is None


def test_translated_roots_belong_to_the_subsite(county: County) -> None:
    from wagtail.models import Locale

    english = county.home("portal").copy_for_translation(Locale.objects.get(language_code="en"))
    english.save_revision().publish()
    table = subsite_table()
    assert table.portal is not None
    assert set(table.portal.roots) == {"zh-hans", "en"}
    assert table.for_page(english) == table.portal


def test_unchanged_table_costs_one_query(county: County, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    first = subsite_table()
    with django_assert_num_queries(1):
        assert subsite_table() is first


def test_a_write_is_seen_at_once(county: County) -> None:
    before = subsite_table()
    Subsite.objects.filter(pk=county.baijie.pk).update(theme="township-blue")
    assert subsite_table() is before
    touch_revision()
    assert subsite_table().by_slug["baijie"].theme == "township-blue"


def test_a_rolled_back_token_is_never_used_again(county: County) -> None:
    tokens = {TenancyRevision.objects.get().token}
    for _attempt in range(3):
        with transaction.atomic():
            touch_revision()
            tokens.add(TenancyRevision.objects.get().token)
            transaction.set_rollback(True)
    assert len(tokens) == 4


def test_database_refuses_a_second_county(county: County) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(code="X", name="另一个县", slug="other", kind="county")


def test_database_refuses_an_unknown_kind(county: County) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(code="X", name="某某", slug="other", kind="village")


def test_database_refuses_a_second_revision_row(county: County) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        TenancyRevision.objects.create(pk=2)


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost", 200), ("shiqiao.localhost", 200), ("unknown.localhost", 400), ("evil.example", 400)],
)
def test_only_known_hosts_are_answered(county: County, client: Client, host: str, status: int) -> None:
    response = client.get("/", headers={"host": f"{host}:8000"})
    assert response.status_code == status


def test_health_is_answered_on_any_host(db: None, client: Client) -> None:
    response = client.get("/healthz", headers={"host": "10.0.0.9"})
    assert (response.status_code, response.content) == (200, b"ok")
