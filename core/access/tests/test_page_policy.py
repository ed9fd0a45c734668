"""Wagtail's admin asks the grants: explorer, editing, publishing and media of one's own office only."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import GroupPagePermission, Page
from wagtail.permissions import policy_registry

from core.access.page_policy import SubsitePagePolicy
from core.accounts.models import User
from core.tenancy.holding import one_look
from core.tenancy.table import subsite_table
from core.testing.county import County, make_article, make_column
from core.testing.factories import UserFactory


@pytest.fixture
def policy() -> SubsitePagePolicy:
    found = policy_registry.get_by_type(Page)
    assert isinstance(found, SubsitePagePolicy)
    return found


def paths(pages: object) -> set[str]:
    return set(pages.values_list("path", flat=True))  # type: ignore[attr-defined]


def test_instances_are_the_offices_own_branch(county: County, policy: SubsitePagePolicy) -> None:
    person = UserFactory(role="contributor", role__subsite=county.shiqiao)
    own = Page.objects.filter(path__startswith=county.shiqiao.root_page.path)
    assert paths(policy.instances_user_has_permission_for(person, "change")) == paths(own)
    assert not policy.instances_user_has_permission_for(person, "publish").exists()


def test_the_portals_editor_does_not_reach_into_the_offices(
    county: County, policy: SubsitePagePolicy
) -> None:
    person = UserFactory(role="approver", role__subsite=county.portal)
    reached = paths(policy.instances_user_has_permission_for(person, "publish"))
    assert county.portal.root_page.path in reached
    assert county.home("portal").get_children().get(slug="news").path in reached
    assert not any(path.startswith(county.shiqiao.root_page.path) for path in reached)
    assert not any(path.startswith(county.intranet.root_page.path) for path in reached)
    for slug, allowed in (("portal", True), ("shiqiao", False), ("intranet", False)):
        page = county.home(slug)
        assert policy.user_has_permission_for_instance(person, "change", page) is allowed
        assert page.permissions_for_user(person).can_edit() is allowed
        assert page.permissions_for_user(person).can_publish() is allowed


def test_the_central_administrator_needs_one_prefix_a_tree(county: County, policy: SubsitePagePolicy) -> None:
    person = UserFactory(role="central_administrator", role__subsite=county.portal)
    grants = policy.get_all_permissions_for_user(person)
    assert {grant.page.path for grant in grants} == {
        county.portal.root_page.path,
        county.intranet.root_page.path,
    }


def test_explorer_starts_at_home(county: County, policy: SubsitePagePolicy) -> None:
    person = UserFactory(role="contributor", role__subsite=county.shiqiao)
    assert policy.explorable_root_instance(person) == county.shiqiao.root_page
    assert UserFactory(role="auditor", role__subsite=county.shiqiao).has_perm("wagtailadmin.access_admin")
    assert policy.explorable_root_instance(UserFactory()) is None


def test_a_person_of_two_offices_sees_both_and_the_way_to_them(
    county: County, policy: SubsitePagePolicy
) -> None:
    person = UserFactory(role="contributor", role__subsite=county.shiqiao)
    from core.access.actors import SYSTEM
    from core.access.services import assign_role

    assign_role(user=person, role="contributor", subsite=county.finance, by=SYSTEM)
    person = User.objects.get(pk=person.pk)
    assert policy.explorable_root_instance(person) == county.portal.root_page
    explorable = paths(policy.explorable_instances(person))
    assert county.shiqiao.root_page.path in explorable
    assert county.finance.root_page.path in explorable
    assert county.baijie.root_page.path not in explorable
    assert county.home("portal").get_children().get(slug="news").path not in explorable


def test_no_group_permission_is_read(county: County, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    assert not GroupPagePermission.objects.filter(group__user__isnull=False).exists()
    person = UserFactory(role="contributor", role__subsite=county.shiqiao)
    person = User.objects.get(pk=person.pk)
    page = county.home("shiqiao")
    subsite_table()
    with one_look(), django_assert_num_queries(2):  # the grants, and the revision token
        assert page.permissions_for_user(person).can_edit()


def test_who_may_publish_here(county: County, policy: SubsitePagePolicy) -> None:
    approver = UserFactory(role="approver", role__subsite=county.shiqiao)
    UserFactory(role="contributor", role__subsite=county.shiqiao)
    UserFactory(role="approver", role__subsite=county.baijie)
    centre = UserFactory(role="central_administrator", role__subsite=county.portal)
    page = county.home("shiqiao")
    found = policy.users_with_permission_for_instance("publish", page, include_superusers=False)
    assert set(found) == {approver, centre}


def test_admin_screens(county: County, client: Client) -> None:
    manager = UserFactory(role="manager", role__subsite=county.shiqiao)
    news = county.home("shiqiao").get_children().get(slug="news")
    article = make_article(news, "石桥镇赶集日调整")
    foreign = make_article(county.home("baijie").get_children().get(slug="news"), "百节镇内部草稿")
    client.force_login(manager)
    assert client.get("/admin/").status_code == 200
    assert client.get(f"/admin/pages/{article.pk}/edit/").status_code == 200
    assert client.get(f"/admin/pages/{foreign.pk}/edit/").status_code == 404
    listing = client.get(f"/admin/pages/{news.pk}/")
    assert "石桥镇赶集日调整" in listing.content.decode()
    elsewhere = client.get(f"/admin/pages/{foreign.get_parent().pk}/")
    assert "百节镇内部草稿" not in elsewhere.content.decode()
    found = client.get("/admin/pages/search/", {"q": "草稿"})
    assert "百节镇内部草稿" not in found.content.decode()


def test_reserved_addresses_are_refused(county: County) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match=r"reserved|保留"):
        make_column(county.home("shiqiao"), "2026", "二〇二六")


def test_who_may_not_publish_deletes_drafts_only(county: County, django_assert_num_queries: Any) -> None:
    column = county.home("shiqiao").get_children().get(slug="news").specific
    live, draft = make_article(column, "已发布"), make_article(column, "草稿", live=False)
    person = UserFactory(role="contributor", role__subsite=county.shiqiao)
    with one_look():
        answers = {page: page.permissions_for_user(person) for page in (live, draft)}
        with django_assert_num_queries(0):
            assert answers[live].can_delete() is False
            assert answers[draft].can_delete() is True
    column.live = False
    column.save(update_fields=["live"])
    assert (
        column.permissions_for_user(person).can_delete(ignore_bulk=True) is False
    )  # a live article is below
