"""Dangerous acts ask for the person again; nothing happens before, and nothing typed is lost."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from core.access.models import RoleAssignment
from core.accounts.models import AccountSession, User
from core.audit.models import AuditRecord
from core.members.models import Invitation
from core.policy.models import PolicyChangeSet
from core.testing.county import County
from core.testing.factories import PASSWORD, UserFactory
from core.testing.signing_in import age_sign_in


@pytest.fixture
def manager(county: County, client: Client) -> User:
    person = UserFactory(role="manager", role__subsite=county.shiqiao)
    client.force_login(person)
    age_sign_in(client)
    return person


@pytest.fixture
def centre(county: County, client: Client) -> User:
    person = UserFactory(role="central_administrator", role__subsite=county.portal)
    client.force_login(person)
    age_sign_in(client)
    return person


def asked(answer: Any) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith("/accounts/reauthenticate/?next=")


def confirm(client: Client, answer: Any) -> Any:
    return client.post(
        answer["Location"], {"password": PASSWORD, "next": answer.wsgi_request.get_full_path()}
    )


def test_roles_wait_for_the_confirmation_and_what_was_typed_comes_back(
    county: County, manager: User, client: Client
) -> None:
    person = UserFactory(role="contributor", role__subsite=county.shiqiao)
    address = reverse("members_roles", args=["shiqiao", person.pk])
    assert client.get(address).status_code == 200
    before = AuditRecord.objects.count()
    answer = client.post(address, {"roles": ["contributor", "reviewer"]})
    assert asked(answer)
    assert list(RoleAssignment.objects.filter(user=person).values_list("role", flat=True)) == ["contributor"]
    assert AuditRecord.objects.count() == before
    assert client.get(answer["Location"]).status_code == 200
    shown = confirm(client, answer)
    assert shown.status_code == 200
    assert (shown.context["path"], shown.context["typed"]) == (
        address, [("roles", "contributor"), ("roles", "reviewer")],
    )  # fmt: skip
    assert shown["Cache-Control"] == "private, no-store"
    assert f'<form class="form sign-on__card" method="post" action="{address}">' in shown.content.decode()
    assert RoleAssignment.objects.filter(user=person).count() == 1
    done = client.post(address, {"roles": [value for _name, value in shown.context["typed"]]})
    assert done["Location"] == reverse("members", args=["shiqiao"])
    assert sorted(RoleAssignment.objects.filter(user=person).values_list("role", flat=True)) == [
        "contributor", "reviewer",
    ]  # fmt: skip


def test_a_wrong_password_goes_on_to_nothing(county: County, manager: User, client: Client) -> None:
    address = reverse("members_invite", args=["shiqiao"])
    answer = client.post(address, {"identifier": "wang", "role": "contributor"})
    assert asked(answer)
    shown = client.post(answer["Location"], {"password": "wrong", "next": address})
    assert shown.status_code == 200
    assert asked(client.post(address, {"identifier": "wang", "role": "contributor"}))
    assert not Invitation.objects.exists()


def test_an_act_that_was_given_up_does_not_come_back_later(
    county: County, manager: User, client: Client
) -> None:
    client.post(reverse("members_invite", args=["shiqiao"]), {"identifier": "wang", "role": "contributor"})
    wanted = reverse("accounts_sessions")
    answer = client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": wanted})
    assert (answer.status_code, answer["Location"]) == (302, wanted)


def test_inviting_and_ending_a_membership(county: County, manager: User, client: Client) -> None:
    person = UserFactory(role="contributor", role__subsite=county.shiqiao)
    assert asked(
        client.post(
            reverse("members_invite", args=["shiqiao"]), {"identifier": "wang", "role": "contributor"}
        )
    )
    assert asked(client.post(reverse("members_leave", args=["shiqiao", person.pk])))
    assert not Invitation.objects.exists()
    assert RoleAssignment.objects.filter(user=person).count() == 1


def test_who_has_no_business_there_is_not_asked(county: County, manager: User, client: Client) -> None:
    person = UserFactory(role="contributor", role__subsite=county.baijie)
    assert client.post(reverse("members_roles", args=["baijie", person.pk])).status_code == 404


def test_policy_is_applied_and_reverted_after_the_confirmation(
    county: County, centre: User, client: Client
) -> None:
    shown = client.post(f"{reverse('policy')}?scope=county", {"comments|": "forbidden"})
    assert shown.status_code == 200, "the preview changes nothing and asks nothing"
    data = {
        "changes": shown.context_data["changes"],
        "token": str(shown.context_data["preview"].token),
        "scope": "county",
        "note": "理由",
    }
    answer = client.post(reverse("policy_apply"), data)
    assert asked(answer)
    assert not PolicyChangeSet.objects.exists()
    back = confirm(client, answer)
    assert dict(back.context["typed"]) == data
    assert json.loads(data["changes"])
    assert client.post(reverse("policy_apply"), data)["Location"] == f"{reverse('policy')}?scope=county"
    made = PolicyChangeSet.objects.get()
    assert made.note == "理由"
    age_sign_in(client)
    assert asked(client.post(reverse("policy_revert", args=[made.pk]), {"note": "", "token": ""}))
    assert PolicyChangeSet.objects.count() == 1


def test_exports_ask_and_then_go_on(county: County, centre: User, client: Client) -> None:
    address = f"{reverse('who_may_what')}?export=csv"
    answer = client.get(address)
    assert asked(answer)
    assert not AuditRecord.objects.filter(action="grants.exported").exists()
    assert confirm(client, answer)["Location"] == address
    assert client.get(address)["Content-Type"].startswith("text/csv")
    age_sign_in(client)
    auditor = UserFactory(role="auditor", role__subsite=county.portal)
    client.force_login(auditor)
    age_sign_in(client)
    assert asked(client.post(reverse("audit_export"), {"format": "csv"}))
    assert not AuditRecord.objects.filter(action="audit.exported").exists()


def test_ending_sessions(county: County, manager: User, client: Client) -> None:
    other = Client()
    other.force_login(manager)
    assert asked(client.post(reverse("accounts_end_other_sessions")))
    assert AccountSession.objects.filter(user=manager).count() == 2
    client.force_login(manager)
    assert client.post(reverse("accounts_end_other_sessions"))["Location"] == reverse("accounts_sessions")


def test_who_has_nothing_to_confirm_with_signs_in_anew_and_loses_nothing(
    county: County, manager: User, client: Client
) -> None:
    manager.set_unusable_password()
    manager.save()
    client.force_login(manager)
    age_sign_in(client)
    address = reverse("members_invite", args=["shiqiao"])
    answer = client.post(address, {"identifier": "wang", "role": "contributor"})
    assert answer["Location"].startswith("/accounts/sign-in-anew/?next=%2Faccounts%2Fcarry-on%2F")
    shown = client.get(answer["Location"])
    back = shown.context["next"]
    assert "wang" not in back
    there = client.post("/accounts/sign-in-anew/", {"next": back})
    assert there["Location"] == f"/accounts/login/?next={quote(back, safe='')}"
    assert client.get(back).status_code == 302
    stranger = Client()
    stranger.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    assert stranger.get(back)["Location"] == "/accounts/"
    client.force_login(manager)
    carried = client.get(back)
    assert (carried.context["path"], sorted(carried.context["typed"])) == (
        address, [("identifier", "wang"), ("role", "contributor")],
    )  # fmt: skip
    assert "no-store" in carried["Cache-Control"]
    assert not Invitation.objects.exists()
    client.post(address, dict(carried.context["typed"]))
    assert Invitation.objects.count() == 1
    assert client.get(back)["Location"] == "/accounts/"


def test_nobody_is_sent_elsewhere_after_signing_in_anew(
    county: County, manager: User, client: Client
) -> None:
    shown = client.get("/accounts/sign-in-anew/?next=https://evil.example/")
    assert shown.context["next"] == "/accounts/"
