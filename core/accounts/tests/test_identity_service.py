"""Signing in with an identity service: a real provider answers, in a process of its own, with signed tokens."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.conf import settings as configured
from django.test import Client, override_settings

from core.accounts.models import User
from core.audit.models import AuditRecord
from core.testing.county import County
from core.testing.factories import UserFactory
from core.testing.identity_service import identity_service

PEOPLE = (
    {"sub": "invited", "email": "wang@office.example", "email_verified": True, "preferred_username": "wang"},
    {"sub": "stranger", "email": "stranger@office.example", "email_verified": True},
    {"sub": "unverified", "email": "wang@office.example", "email_verified": False},
)
START = "/accounts/identity/identity/login/"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with identity_service(*PEOPLE) as address:
        yield address


@pytest.fixture
def service(issuer: str, county: County) -> Iterator[str]:
    providers = {
        "openid_connect": {
            **configured.SOCIALACCOUNT_PROVIDERS["openid_connect"],
            "APPS": [
                {
                    "provider_id": "identity", "name": "统一身份认证", "client_id": "countywide", "secret": "secret",
                    "settings": {"server_url": issuer, "uid_field": "sub"},
                }
            ],
        }
    }  # fmt: skip
    with override_settings(SOCIALACCOUNT_PROVIDERS=providers):
        yield issuer


def go(client: Client, sub: str) -> Any:
    """To the service, sign in there as somebody, and back."""
    there = client.post(START, {"next": "/admin/pages/"})
    assert there.status_code == 302
    answer = requests.post(there["Location"], data={"sub": sub}, allow_redirects=False, timeout=20)
    assert answer.status_code == 302
    back = urlsplit(answer.headers["Location"])
    assert back.path == START + "callback/"
    return client.get(f"{back.path}?{back.query}")


def signed_in(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_an_invited_person_comes_in_and_is_connected_once(
    service: str, county: County, client: Client
) -> None:
    user = UserFactory(email="Wang@office.example", role="manager", role__subsite=county.shiqiao)
    for _ in range(2):
        response = go(client, "invited")
        assert (response.status_code, response["Location"]) == (302, "/admin/pages/")
        assert signed_in(client) == str(user.pk)
        client.post("/accounts/logout/")
    assert [(row.user_id, row.uid) for row in SocialAccount.objects.all()] == [(user.pk, "invited")]
    assert SocialAccount.objects.get().extra_data == {}
    assert AuditRecord.objects.filter(action="account.identity_connected", actor=user).count() == 1


def test_whoever_was_not_invited_is_refused_in_words(service: str, county: County, client: Client) -> None:
    before = User.objects.count()
    response = go(client, "stranger")
    assert response.status_code == 403
    assert "账号只能通过邀请开通。" in response.content.decode()
    assert (signed_in(client), User.objects.count(), SocialAccount.objects.count()) == (None, before, 0)


def test_an_unverified_address_matches_nobody(service: str, county: County, client: Client) -> None:
    UserFactory(email="wang@office.example", role="manager", role__subsite=county.shiqiao)
    assert go(client, "unverified").status_code == 403
    assert (signed_in(client), SocialAccount.objects.count()) == (None, 0)


def test_two_accounts_with_the_address_match_nobody(service: str, county: County, client: Client) -> None:
    UserFactory(email="wang@office.example")
    UserFactory(email="WANG@office.example")
    assert go(client, "invited").status_code == 403


def test_by_account_name_where_configured(service: str, county: County, client: Client) -> None:
    user = UserFactory(username="wang", role="manager", role__subsite=county.shiqiao)
    with override_settings(OIDC_MATCH_CLAIM="preferred_username"):
        assert go(client, "invited").status_code == 302
    assert signed_in(client) == str(user.pk)


def test_an_account_that_was_switched_off_stays_out(service: str, county: County, client: Client) -> None:
    user = UserFactory(email="wang@office.example", role="manager", role__subsite=county.shiqiao)
    go(client, "invited")
    client.post("/accounts/logout/")
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert go(client, "invited").status_code == 403
    assert signed_in(client) is None


def test_the_second_factor_is_asked_for_all_the_same(service: str, county: County, client: Client) -> None:
    user = UserFactory(email="wang@office.example", role="manager", role__subsite=county.shiqiao)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    assert go(client, "invited")["Location"] == "/accounts/second-factor/authenticate/"
    assert signed_in(client) is None


def test_an_answer_that_nobody_asked_for_is_refused(service: str, county: County, client: Client) -> None:
    UserFactory(email="wang@office.example", role="manager", role__subsite=county.shiqiao)
    there = client.post(START)
    answer = requests.post(there["Location"], data={"sub": "invited"}, allow_redirects=False, timeout=20)
    query = urlsplit(answer.headers["Location"]).query
    other = Client()
    response = other.get(f"{START}callback/?{query}")
    assert response.status_code == 502
    assert signed_in(other) is None


def test_a_token_of_another_issuer_is_refused(service: str, county: County, client: Client) -> None:
    """The keys of a second provider do not open what the first one was asked for."""
    UserFactory(email="wang@office.example", role="manager", role__subsite=county.shiqiao)
    with identity_service(*PEOPLE) as other:
        providers = configured.SOCIALACCOUNT_PROVIDERS
        app = providers["openid_connect"]["APPS"][0]
        app["settings"]["openid_configuration_overrides"] = {"jwks_uri": f"{other}/jwks"}
        assert go(client, "invited").status_code == 502
    assert (signed_in(client), SocialAccount.objects.count()) == (None, 0)


def test_who_cancels_there_may_sign_in_another_way(service: str, county: County, client: Client) -> None:
    there = client.post(START)
    answer = requests.post(there["Location"], data={"action": "deny"}, allow_redirects=False, timeout=20)
    back = urlsplit(answer.headers["Location"])
    response = client.get(f"{back.path}?{back.query}", follow=True)
    assert signed_in(client) is None
    assert response.status_code in {200, 502}


def test_without_a_service_there_is_no_such_way(county: County, client: Client) -> None:
    assert client.get(START).status_code == 404
    assert "统一身份认证" not in client.get("/accounts/login/").content.decode()
