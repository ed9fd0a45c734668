"""Explorer, search, copying, moving and the first screen know the offices a person works for."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, PageViewRestriction

from core.access.actors import SYSTEM
from core.access.services import assign_role, revoke_role
from core.search.services import rebuild_index
from core.testing.county import County, make_article
from core.testing.factories import UserFactory


def news_of(county: County, slug: str) -> Page:
    return county.home(slug).get_children().get(slug="news")


def text_of(client: Client, address: str, **query: Any) -> str:
    response = client.get(address, query)
    assert response.status_code == 200, address
    return response.content.decode()


def test_filters_offer_colleagues_only(county: County, client: Client) -> None:
    stranger = UserFactory(role="manager", role__subsite=county.baijie, name="百节镇的张三")
    colleague = UserFactory(role="approver", role__subsite=county.shiqiao, name="石桥镇的李四")
    make_article(news_of(county, "baijie"), "百节镇的文章", owner=stranger)
    make_article(news_of(county, "shiqiao"), "石桥镇的文章", owner=colleague)
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    html = text_of(client, f"/admin/pages/{news_of(county, 'shiqiao').pk}/")
    assert "石桥镇的李四" in html
    assert "百节镇的张三" not in html
    assert 'name="site"' not in html


def test_a_person_in_two_offices_sees_both_labelled(county: County, client: Client) -> None:
    person = UserFactory(role="manager", role__subsite=county.shiqiao)
    assign_role(user=person, role="contributor", subsite=county.finance, by=SYSTEM)
    client.force_login(person)
    address = client.get("/admin/pages/").headers["Location"]
    assert address == f"/admin/pages/{county.portal.root_page_id}/"
    html = text_of(client, address)
    assert "乡镇" in html
    assert "部门" in html
    townships = Page.objects.get(slug="townships")
    html = text_of(client, f"/admin/pages/{townships.pk}/")
    assert re.search(r"<td[^>]*>\s*石桥镇\s*</td>", html)
    assert "百节镇" not in html
    # Nothing leads to what is not there for the person.
    assert f"/admin/pages/{townships.pk}/history/" not in html
    assert client.get(f"/admin/pages/{townships.pk}/history/").status_code == 404
    home = county.shiqiao.root_page_id
    assert f"/admin/pages/{home}/history/" in text_of(client, f"/admin/pages/{home}/")
    assert client.get(f"/admin/pages/{county.baijie.root_page_id}/").status_code == 404


def test_search_labels_rows_for_a_person_in_two_offices(county: County, client: Client) -> None:
    make_article(news_of(county, "shiqiao"), "防汛值班表")
    make_article(news_of(county, "finance"), "防汛资金表")
    make_article(news_of(county, "baijie"), "防汛物资表")
    rebuild_index()
    person = UserFactory(role="contributor", role__subsite=county.shiqiao)
    assign_role(user=person, role="contributor", subsite=county.finance, by=SYSTEM)
    client.force_login(person)
    html = text_of(client, "/admin/pages/search/", q="防汛")
    assert "防汛值班表" in html
    assert "防汛资金表" in html
    assert "防汛物资表" not in html
    assert re.search(r"<td[^>]*>\s*财政局\s*</td>", html)


def test_the_centre_sees_whose_each_page_is(county: County, client: Client) -> None:
    make_article(news_of(county, "baijie"), "防汛物资表")
    rebuild_index()
    client.force_login(UserFactory(role="central_administrator", role__subsite=county.portal))
    html = text_of(client, "/admin/pages/search/", q="防汛")
    assert re.search(r"<td[^>]*>\s*百节镇\s*</td>", html)


def test_copying_names_no_foreign_place(county: County, client: Client) -> None:
    own = make_article(news_of(county, "shiqiao"), "石桥镇的文章")
    foreign = news_of(county, "baijie")
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    values = {"new_title": "副本", "new_slug": "copy", "new_parent_page": foreign.pk}
    response = client.post(f"/admin/pages/{own.pk}/copy/", values)
    assert response.status_code == 404
    assert not Page.objects.filter(slug="copy").exists()
    values["new_parent_page"] = news_of(county, "shiqiao").pk
    assert client.post(f"/admin/pages/{own.pk}/copy/", values).status_code == 302
    assert Page.objects.get(slug="copy").get_parent().pk == news_of(county, "shiqiao").pk


def test_a_page_moves_within_the_office(county: County, client: Client) -> None:
    own = make_article(news_of(county, "shiqiao"), "石桥镇的文章")
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    foreign = news_of(county, "baijie")
    refused = client.post(f"/admin/pages/{own.pk}/move/", {"new_parent_page": foreign.pk})
    assert refused.status_code == 200
    confirm = f"/admin/pages/{own.pk}/move/{{}}/confirm/"
    assert client.get(confirm.format(foreign.pk)).status_code == 404
    assert client.post(confirm.format(foreign.pk)).status_code == 404
    policy = county.home("shiqiao").get_children().get(slug="policy")
    assert client.post(confirm.format(policy.pk)).status_code == 302
    assert Page.objects.get(pk=own.pk).get_parent().pk == policy.pk


def test_privacy_offers_no_groups(county: County, client: Client) -> None:
    own = make_article(news_of(county, "shiqiao"), "石桥镇的文章")
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    html = text_of(client, f"/admin/pages/{own.pk}/privacy/")
    assert 'name=\\"groups\\"' not in html
    assert 'value=\\"groups\\"' not in html
    assert 'value=\\"login\\"' in html
    response = client.post(f"/admin/pages/{own.pk}/privacy/", {"restriction_type": "login"})
    assert response.status_code == 200
    assert PageViewRestriction.objects.get(page=own).restriction_type == "login"
    client.post(f"/admin/pages/{own.pk}/privacy/", {"restriction_type": "groups", "groups": []})
    assert PageViewRestriction.objects.get(page=own).restriction_type == "login"


def test_the_first_screen_forgets_a_former_office(county: County, client: Client) -> None:
    person = UserFactory(role="manager", role__subsite=county.baijie)
    left = make_article(news_of(county, "baijie"), "百节镇的旧稿", locked=True, locked_by=person)
    left.locked_at = timezone.now()
    left.save()
    PageLogEntry.objects.log_action(instance=left, action="wagtail.edit", user=person)
    client.force_login(person)
    assert text_of(client, "/admin/").count("百节镇的旧稿") == 2
    UserFactory(role="manager", role__subsite=county.baijie)
    revoke_role(user=person, role="manager", subsite=county.baijie, by=SYSTEM)
    assign_role(user=person, role="manager", subsite=county.shiqiao, by=SYSTEM)
    html = text_of(client, "/admin/")
    assert "百节镇" not in html


@pytest.mark.parametrize(("role", "count"), [("manager", 3), ("auditor", None)])
def test_the_first_screen_counts_own_pages(
    county: County, client: Client, role: str, count: int | None
) -> None:
    client.force_login(UserFactory(role=role, role__subsite=county.shiqiao))
    html = text_of(client, "/admin/")
    found = re.search(r"(\d+)\s*个页面", html)
    assert (int(found.group(1)) if found else None) == count


def test_the_way_down_to_ones_offices_shows_no_draft(county: County, client: Client) -> None:
    person = UserFactory(role="manager", role__subsite=county.shiqiao)
    assign_role(user=person, role="contributor", subsite=county.finance, by=SYSTEM)
    townships = Page.objects.get(slug="townships")
    Page.objects.filter(pk=townships.pk).update(draft_title="乡镇改名草案", has_unpublished_changes=True)
    client.force_login(person)
    for address in (f"/admin/pages/{county.portal.root_page_id}/", f"/admin/pages/{townships.pk}/"):
        html = text_of(client, address)
        assert "乡镇" in html
        assert "乡镇改名草案" not in html
    client.force_login(UserFactory(role="central_administrator", role__subsite=county.portal))
    assert "乡镇改名草案" in text_of(client, f"/admin/pages/{townships.pk}/")
