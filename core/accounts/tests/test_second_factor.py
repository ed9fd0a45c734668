"""One-time passwords, recovery codes, and for whom a second factor is forced."""

import time
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client, override_settings

from core.accounts.models import User
from core.accounts.sign_on.second_factor import must_have_second_factor
from core.audit.models import AuditRecord
from core.policy.models import PolicyRule
from core.policy.rules import Rule
from core.tenancy.table import touch_revision
from core.testing.county import County
from core.testing.factories import PASSWORD, UserFactory

SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def forced() -> Any:
    with override_settings(SECOND_FACTOR_REQUIRED=True):
        yield


def code(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def enter(client: Client, user: User, password: str = PASSWORD) -> Any:
    return client.post("/accounts/login/", {"login": user.username, "password": password})


def enrol(client: Client) -> str:
    secret: str = client.get("/accounts/second-factor/totp/activate/").context["form"].secret
    response = client.post("/accounts/second-factor/totp/activate/", {"code": code(secret)})
    assert response.status_code == 302, response.content.decode()
    return secret


@pytest.mark.django_db(transaction=True)
def test_an_office_manager_sets_one_up_before_the_administration_opens(
    county: County, client: Client, forced: None
) -> None:
    user = UserFactory(role="manager", role__subsite=county.shiqiao)
    assert enter(client, user)["Location"] == "/admin/"
    response = client.get("/admin/pages/?p=2")
    assert (response.status_code, response["Location"]) == (
        302, "/accounts/second-factor/?next=%2Fadmin%2Fpages%2F%3Fp%3D2",
    )  # fmt: skip
    enrol(client)
    assert client.get("/admin/").status_code == 200
    stored = Authenticator.objects.get(user=user, type="totp").data["secret"]
    assert len(stored) > 64, "sealed"
    assert Authenticator.objects.filter(user=user, type="recovery_codes").count() == 1


def test_the_staff_api_stays_closed_too(county: County, client: Client, forced: None) -> None:
    enter(client, UserFactory(role="approver", role__subsite=county.shiqiao))
    response = client.get("/api/v1/")
    assert response.status_code == 403
    assert response.json() == {"detail": "请先为您的账号设置双重验证。"}


def test_a_contributor_may_do_without(county: County, client: Client, forced: None) -> None:
    enter(client, UserFactory(role="contributor", role__subsite=county.shiqiao))
    assert client.get("/admin/").status_code == 200


def test_policy_may_demand_it_of_everybody(county: County, forced: None) -> None:
    user = UserFactory(role="contributor", role__subsite=county.shiqiao)
    other = UserFactory(role="contributor", role__subsite=county.baijie)
    PolicyRule.objects.create(item="second_factor", subsite=county.shiqiao, rule=Rule.FORCED)
    touch_revision()
    assert (must_have_second_factor(user), must_have_second_factor(other)) == (True, False)


def test_superusers_and_only_in_force(county: County) -> None:
    user = UserFactory(is_superuser=True)
    assert not must_have_second_factor(user)
    with override_settings(SECOND_FACTOR_REQUIRED=True):
        assert must_have_second_factor(user)
        assert not must_have_second_factor(UserFactory())


def test_the_password_alone_is_not_enough_any_more(county: County, client: Client, forced: None) -> None:
    user = UserFactory(role="manager", role__subsite=county.shiqiao)
    TOTP.activate(user, SECRET)
    assert enter(client, user)["Location"] == "/accounts/second-factor/authenticate/"
    assert "_auth_user_id" not in client.session
    wrong = client.post("/accounts/second-factor/authenticate/", {"code": "000000"})
    assert "验证未通过。" in wrong.content.decode()
    response = client.post("/accounts/second-factor/authenticate/", {"code": code()})
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert client.get("/admin/").status_code == 200


def test_a_code_is_good_for_once(county: County, client: Client) -> None:
    user = UserFactory(role="manager", role__subsite=county.shiqiao)
    with time_machine.travel("2026-11-25T08:00:10Z", tick=False):
        TOTP.activate(user, SECRET)
        for expected in (302, 200):
            again = Client()
            enter(again, user)
            response = again.post("/accounts/second-factor/authenticate/", {"code": code()})
            assert response.status_code == expected


@pytest.mark.django_db(transaction=True)
def test_a_session_opened_before_enrolment_does_not_come_in_behind_it(county: County, forced: None) -> None:
    user = UserFactory(role="manager", role__subsite=county.shiqiao)
    thief, owner = Client(), Client()
    enter(thief, user)
    enter(owner, user)
    enrol(owner)
    assert owner.get("/admin/").status_code == 200
    assert thief.get("/admin/")["Location"].startswith("/accounts/login/")


@pytest.mark.django_db(transaction=True)
def test_the_last_one_stays_where_the_role_demands_it(county: County, client: Client, forced: None) -> None:
    user = UserFactory(role="manager", role__subsite=county.shiqiao)
    enter(client, user)
    enrol(client)
    response = client.post("/accounts/second-factor/totp/deactivate/")
    assert "您的岗位要求使用双重验证" in response.content.decode()
    assert Authenticator.objects.filter(user=user, type="totp").exists()


@pytest.mark.django_db(transaction=True)
def test_recovery_codes_work_once(county: County, client: Client) -> None:
    user = UserFactory(role="manager", role__subsite=county.shiqiao)
    enter(client, user)
    enrol(client)
    codes = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()
    for expected in (302, 200):
        other = Client()
        enter(other, user)
        response = other.post("/accounts/second-factor/authenticate/", {"code": codes[0]})
        assert response.status_code == expected


def test_wrong_codes_are_limited_for_the_account(county: County, client: Client) -> None:
    user = UserFactory(role="manager", role__subsite=county.shiqiao)
    TOTP.activate(user, SECRET)
    enter(client, user)
    for _ in range(10):
        client.post("/accounts/second-factor/authenticate/", {"code": "000000"})
    response = client.post("/accounts/second-factor/authenticate/", {"code": code()})
    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db(transaction=True)
def test_what_was_done_is_recorded(county: County, client: Client) -> None:
    user = UserFactory(role="manager", role__subsite=county.shiqiao)
    enter(client, user)
    enrol(client)
    assert AuditRecord.objects.filter(
        action="account.factor_added", actor=user, data={"kind": "totp"}
    ).exists()


def test_a_new_passkey_has_a_name_and_signs_in_alone_unless_told_otherwise(
    county: County, client: Client
) -> None:
    client.force_login(UserFactory(role="contributor", role__subsite=county.shiqiao))
    form = client.get("/accounts/second-factor/webauthn/add/").context["form"]
    assert [str(form.fields[name].label) for name in ("name", "passwordless")] == [
        "通行密钥名称", "单独使用它登录，无需密码",
    ]  # fmt: skip
    assert (form["name"].value(), form["passwordless"].value()) == ("通行密钥 1", True)


def test_the_administration_leads_to_ones_own_account(county: County, client: Client) -> None:
    client.force_login(UserFactory(role="contributor", role__subsite=county.shiqiao))
    assert 'href="/accounts/"' in client.get("/admin/account/").content.decode()
