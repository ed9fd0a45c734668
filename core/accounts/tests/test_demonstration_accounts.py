"""Demonstration accounts exist and sign in nowhere but in the demonstration."""

from django.core.checks import run_checks
from django.test import Client, override_settings

from core.accounts.models import User
from core.testing.county import County
from core.testing.factories import PASSWORD, UserFactory


def sign_in(client: Client, user: User) -> bool:
    client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    return "_auth_user_id" in client.session


def test_signs_in_where_the_demonstration_runs(county: County, client: Client) -> None:
    assert sign_in(client, UserFactory(is_demonstration=True, role="manager", role__subsite=county.shiqiao))


@override_settings(DEMONSTRATION=False)
def test_is_refused_elsewhere(county: County, client: Client) -> None:
    user = UserFactory(is_demonstration=True, role="manager", role__subsite=county.shiqiao)
    assert not sign_in(client, user)
    assert sign_in(client, UserFactory(role="manager", role__subsite=county.shiqiao))


@override_settings(DEMONSTRATION=False)
def test_an_open_session_ends_too(county: County, client: Client) -> None:
    client.force_login(UserFactory(is_demonstration=True, role="manager", role__subsite=county.shiqiao),
                       backend="core.accounts.backends.AccountBackend")  # fmt: skip
    assert client.get("/admin/").status_code == 302


@override_settings(DEMONSTRATION=False)
def test_the_check_names_them(county: County) -> None:
    assert [
        error.id
        for error in run_checks(tags=["database"], databases=["default"])
        if error.id == "countywide.E001"
    ] == []
    UserFactory(is_demonstration=True)
    found = [
        error
        for error in run_checks(tags=["database"], databases=["default"])
        if error.id == "countywide.E001"
    ]
    assert [error.msg for error in found] == ["1 demonstration accounts exist in this database."]
