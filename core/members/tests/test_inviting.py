"""An office invites by exact name, and learns nothing of accounts that are not its own."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.access.actors import SYSTEM
from core.access.models import RoleAssignment
from core.access.services import end_membership
from core.accounts.models import User
from core.audit.models import AuditRecord
from core.members.models import Invitation
from core.members.querysets import invitations_for, invitations_of
from core.members.services import accept, decline, invite, withdraw
from core.testing.county import County
from core.testing.factories import UserFactory


@pytest.fixture
def manager(county: County) -> User:
    return UserFactory(role="manager", role__subsite=county.shiqiao)


def offer(county: County, by: User, identifier: str, role: str = "contributor") -> Invitation:
    return invite(identifier=identifier, role=role, subsite=county.shiqiao, by=by)


def test_by_user_name_and_by_e_mail_whatever_their_case(county: County, manager: User) -> None:
    wang = UserFactory(username="Wang.Yi", email="Wang@County.example")
    by_name, by_mail = offer(county, manager, " wang.yi "), offer(county, manager, "WANG@county.EXAMPLE")
    assert set(invitations_for(wang)) == {by_name, by_mail}
    assert list(invitations_for(UserFactory(username="wang.yi2"))) == []
    assert RoleAssignment.objects.filter(user=wang).count() == 0


def test_whoever_accepts_is_a_member(county: County, manager: User) -> None:
    wang = UserFactory(username="wang")
    accept(invitation=offer(county, manager, "wang", "approver"), person=wang)
    assert list(RoleAssignment.objects.filter(user=wang).values_list("subsite", "role")) == [
        (county.shiqiao.pk, "approver")
    ]
    assert list(invitations_of(county.shiqiao)) == []
    assert AuditRecord.objects.get(action="role.assigned", target_id=str(wang.pk)).actor == manager
    assert AuditRecord.objects.get(action="invitation.accepted").actor == wang


def test_an_invitation_is_answered_by_its_own_person_once_and_in_time(county: County, manager: User) -> None:
    wang, li = UserFactory(username="wang"), UserFactory(username="li")
    invitation = offer(county, manager, "wang")
    with pytest.raises(PermissionDenied):
        accept(invitation=invitation, person=li)
    decline(invitation=invitation, person=wang)
    with pytest.raises(ValidationError):
        accept(invitation=invitation, person=wang)
    late = invite(
        identifier="wang",
        role="contributor",
        subsite=county.shiqiao,
        by=manager,
        now=timezone.now() - timedelta(days=15),
    )
    with pytest.raises(ValidationError):
        accept(invitation=late, person=wang)
    assert list(invitations_for(wang)) == []
    assert not RoleAssignment.objects.filter(user=wang).exists()


def test_a_withdrawn_invitation_and_one_of_a_manager_who_left_give_nothing(
    county: County, manager: User
) -> None:
    wang = UserFactory(username="wang")
    gone = offer(county, manager, "wang")
    withdraw(invitation=gone, by=manager)
    left = offer(county, manager, "wang", "reviewer")
    UserFactory(role="manager", role__subsite=county.shiqiao)
    end_membership(user=manager, subsite=county.shiqiao, by=SYSTEM)
    for invitation in (gone, left):
        with pytest.raises(ValidationError):
            accept(invitation=invitation, person=wang)
    assert not RoleAssignment.objects.filter(user=wang).exists()


def test_nobody_offers_what_they_cannot_give(county: County, manager: User) -> None:
    contributor = UserFactory(role="contributor", role__subsite=county.shiqiao)
    for by, subsite, role in (
        (contributor, county.shiqiao, "contributor"),
        (manager, county.baijie, "contributor"),
        (manager, county.shiqiao, "central_auditor"),
    ):
        with pytest.raises(PermissionDenied):
            invite(identifier="wang", role=role, subsite=subsite, by=by)
    assert Invitation.objects.count() == 0


def test_offering_twice_is_offering_once(county: County, manager: User) -> None:
    assert offer(county, manager, "wang") == offer(county, manager, "WANG")
    with pytest.raises(ValidationError):
        offer(county, manager, "  ")
    assert Invitation.objects.count() == 1


def test_a_shared_e_mail_address_names_nobody(county: County, manager: User) -> None:
    first = UserFactory(username="first", email="office@county.example")
    second = UserFactory(username="second", email="office@county.example")
    offer(county, manager, "office@county.example")
    assert [list(invitations_for(person)) for person in (first, second)] == [[], []]


def test_the_answer_is_the_same_whether_there_is_such_an_account_or_not(
    county: County, manager: User, client: Client
) -> None:
    UserFactory(username="finance-head", role="manager", role__subsite=county.finance)
    client.force_login(manager)
    seen = []
    for identifier in ("finance-head", "nobody-at-all"):
        answer = client.post(
            reverse("members_invite", args=["shiqiao"]), {"identifier": identifier, "role": "contributor"}
        )
        listing = client.get(answer["Location"]).content.decode().replace(identifier, "X")
        seen.append(
            (answer.status_code, answer["Location"], listing.count("财政局"), listing.count("finance"))
        )
        withdraw(invitation=invitations_of(county.shiqiao).get(), by=manager)
    assert seen[0] == seen[1] == (302, reverse("members", args=["shiqiao"]), 0, 0)


def test_the_invited_sign_in_to_answer_and_find_nothing_else(
    county: County, manager: User, client: Client
) -> None:
    wang = UserFactory(username="wang")
    client.force_login(wang)
    assert client.get("/admin/").status_code == 302
    invitation = offer(county, manager, "wang")
    assert "石桥镇" in client.get(reverse("own_offices")).content.decode()
    assert reverse("own_offices") in client.get("/admin/").content.decode()
    assert client.get(reverse("members", args=["shiqiao"])).status_code == 404
    assert client.get("/admin/pages/").status_code != 200
    client.post(reverse("own_offices_answer", args=[invitation.pk]), {"accept": ""})
    assert "信息员" in client.get(reverse("own_offices")).content.decode()
    assert RoleAssignment.objects.filter(user=wang, subsite=county.shiqiao, role="contributor").exists()


def test_another_s_invitation_is_not_there(county: County, manager: User, client: Client) -> None:
    invitation = offer(county, manager, "wang")
    client.force_login(UserFactory(role="contributor", role__subsite=county.baijie))
    assert client.post(reverse("own_offices_answer", args=[invitation.pk]), {"accept": ""}).status_code == 404
    invitation.refresh_from_db()
    assert invitation.answer == ""
