"""The member screens: a manager's own office, all of it, and nothing of another."""

import pytest
from django.test import Client
from django.urls import reverse

from core.access.actors import SYSTEM
from core.access.models import RoleAssignment
from core.access.services import assign_role
from core.accounts.models import User
from core.testing.county import County
from core.testing.factories import UserFactory


def held(person: User) -> set[tuple[str, str]]:
    rows = RoleAssignment.objects.filter(user=person)
    return set(rows.values_list("subsite__organisation__slug", "role"))


@pytest.fixture
def manager(county: County, client: Client) -> User:
    person = UserFactory(role="manager", role__subsite=county.shiqiao, name="石桥管理员")
    client.force_login(person)
    return person


def test_the_list_holds_the_members_with_their_roles(county: County, manager: User, client: Client) -> None:
    wang = UserFactory(name="王一", username="wang", role="contributor", role__subsite=county.shiqiao)
    assign_role(user=wang, role="approver", subsite=county.shiqiao, by=SYSTEM)
    UserFactory(name="李二", username="li", role="contributor", role__subsite=county.baijie)
    answer = client.get(reverse("members", args=["shiqiao"]))
    rows = [
        (row["person"].name, [role.value for role in row["roles"]]) for row in answer.context_data["rows"]
    ]
    assert sorted(rows) == [("王一", ["contributor", "approver"]), ("石桥管理员", ["manager"])]
    assert "李二" not in answer.content.decode()


def test_the_search_looks_among_members_only(county: County, manager: User, client: Client) -> None:
    UserFactory(name="王一", username="wang1", role="contributor", role__subsite=county.shiqiao)
    UserFactory(name="王二", username="wang2", role="contributor", role__subsite=county.baijie)
    rows = client.get(reverse("members", args=["shiqiao"]), {"q": "王"}).context_data["rows"]
    assert [row["person"].username for row in rows] == ["wang1"]


def test_the_list_is_paginated_and_costs_no_query_per_member(
    county: County, manager: User, client: Client, django_assert_max_num_queries: object
) -> None:
    for _ in range(24):
        UserFactory(role="contributor", role__subsite=county.shiqiao)
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        answer = client.get(reverse("members", args=["shiqiao"]))
    assert len(answer.context_data["rows"]) == 20
    assert len(client.get(reverse("members", args=["shiqiao"]), {"p": 2}).context_data["rows"]) == 5


@pytest.mark.parametrize("role", ["contributor", "reviewer", "approver", "auditor"])
def test_only_managers_have_these_screens(county: County, client: Client, role: str) -> None:
    person = UserFactory(role=role, role__subsite=county.shiqiao)
    client.force_login(person)
    for name, extra in (("members", ()), ("members_invite", ()), ("members_roles", (person.pk,))):
        assert client.get(reverse(name, args=["shiqiao", *extra])).status_code == 404


def test_another_office_s_people_are_not_there(county: County, manager: User, client: Client) -> None:
    other = UserFactory(role="contributor", role__subsite=county.baijie)
    both = UserFactory(role="contributor", role__subsite=county.shiqiao)
    assign_role(user=both, role="approver", subsite=county.baijie, by=SYSTEM)
    for name in ("members_roles", "members_leave"):
        for office, person in (("shiqiao", other), ("baijie", other), ("baijie", both), ("shiqiao", manager)):
            address = reverse(name, args=[office, person.pk])
            expected = 200 if office == "shiqiao" and person == manager and name != "members_leave" else 404
            assert client.get(address).status_code == expected, address
            if expected == 404:
                assert client.post(address, {"roles": ["manager"]}).status_code == 404
    assert "百节镇" not in client.get(reverse("members_roles", args=["shiqiao", both.pk])).content.decode()
    assert held(other) == {("baijie", "contributor")}


def test_roles_are_given_and_taken(county: County, manager: User, client: Client) -> None:
    wang = UserFactory(role="contributor", role__subsite=county.shiqiao)
    address = reverse("members_roles", args=["shiqiao", wang.pk])
    client.post(address, {"roles": ["reviewer", "approver"]})
    assert held(wang) == {("shiqiao", "reviewer"), ("shiqiao", "approver")}
    assert client.post(address, {"roles": []}).status_code == 200
    assert client.post(address, {"roles": ["central_administrator"]}).status_code == 200
    assert held(wang) == {("shiqiao", "reviewer"), ("shiqiao", "approver")}


def test_the_last_manager_stays_and_the_centre_is_told_why(
    county: County, manager: User, client: Client
) -> None:
    client.force_login(UserFactory(role="central_administrator", role__subsite=county.portal))
    address = reverse("members_leave", args=["shiqiao", manager.pk])
    answer = client.post(address, {"way": "office"}, follow=True)
    assert "这是该子站最后一位管理员" in answer.content.decode()
    assert held(manager) == {("shiqiao", "manager")}


def test_a_membership_ends(county: County, manager: User, client: Client) -> None:
    wang = UserFactory(role="contributor", role__subsite=county.shiqiao)
    address = reverse("members_leave", args=["shiqiao", wang.pk])
    assert client.get(address).status_code == 200
    assert held(wang) == {("shiqiao", "contributor")}
    client.post(address, {"way": "office"})
    assert held(wang) == set()


def test_the_list_leads_to_the_end_of_everybody_s_membership_but_one_s_own(
    county: County, manager: User, client: Client
) -> None:
    wang = UserFactory(role="contributor", role__subsite=county.shiqiao)
    html = client.get(reverse("members", args=["shiqiao"])).content.decode()
    assert reverse("members_leave", args=["shiqiao", wang.pk]) in html
    assert reverse("members_leave", args=["shiqiao", manager.pk]) not in html


def test_who_holds_a_power_is_listed_at_the_portal_without_a_way_to_end_it(
    county: County, client: Client
) -> None:
    auditor = UserFactory(role="central_auditor", role__subsite=county.portal)
    editor = UserFactory(role="contributor", role__subsite=county.portal)
    client.force_login(UserFactory(role="manager", role__subsite=county.portal))
    slug = county.portal.organisation.slug
    html = client.get(reverse("members", args=[slug])).content.decode()
    assert reverse("members_roles", args=[slug, auditor.pk]) in html
    assert reverse("members_leave", args=[slug, auditor.pk]) not in html
    assert reverse("members_leave", args=[slug, editor.pk]) in html
    client.force_login(UserFactory(role="central_administrator", role__subsite=county.portal))
    html = client.get(reverse("members", args=[slug])).content.decode()
    assert reverse("members_leave", args=[slug, auditor.pk]) in html


def test_the_centre_adds_moves_and_sees_every_office_of_a_person(county: County, client: Client) -> None:
    client.force_login(UserFactory(role="central_administrator", role__subsite=county.portal))
    wang = UserFactory(username="wang")
    for office in ("shiqiao", "baijie"):
        client.post(reverse("members_invite", args=[office]), {"identifier": "wang", "role": "contributor"})
    assert "百节镇" in client.get(reverse("members_roles", args=["shiqiao", wang.pk])).content.decode()
    unknown = client.post(
        reverse("members_invite", args=["shiqiao"]), {"identifier": "wan", "role": "contributor"}
    )
    assert unknown.status_code == 200
    address = reverse("members_leave", args=["shiqiao", wang.pk])
    client.post(address, {"way": "move", "to": "finance", "role": "approver"})
    assert held(wang) == {("baijie", "contributor"), ("finance", "approver")}


def test_a_person_in_two_offices_sees_both_by_name(county: County, client: Client) -> None:
    wang = UserFactory(role="contributor", role__subsite=county.shiqiao)
    assign_role(user=wang, role="approver", subsite=county.finance, by=SYSTEM)
    client.force_login(wang)
    found = client.get(reverse("own_offices")).context_data["memberships"]
    assert [(m.entry.name, [role.value for role in m.roles]) for m in found] == [
        ("财政局", ["approver"]),
        ("石桥镇", ["contributor"]),
    ]
