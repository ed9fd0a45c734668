"""Password sign-in: who gets in, where it leads, and what wrong passwords cost whom."""

import concurrent.futures
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from core.accounts.sign_on import throttle
from core.accounts.sign_on.devices import COOKIE
from core.audit.models import AuditRecord
from core.testing.county import County
from core.testing.factories import PASSWORD, UserFactory

LOGIN = "/accounts/login/"


def attempt(client: Client, username: str, password: str, address: str = "192.0.2.1", **extra: Any) -> Any:
    return client.post(LOGIN, {"login": username, "password": password}, REMOTE_ADDR=address, **extra)


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_right_password_leads_into_the_administration(county: County, client: Client) -> None:
    user = UserFactory(role="manager", role__subsite=county.shiqiao)
    response = attempt(client, user.username, PASSWORD)
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert client.get("/admin/").status_code == 200
    entry = AuditRecord.objects.get(action="account.signed_in")
    assert (entry.actor, entry.data) == (user, {"network": "192.0.2.x"})


def test_where_the_person_wanted_to_go(county: County, client: Client) -> None:
    user = UserFactory(role="manager", role__subsite=county.shiqiao)
    for wanted, led in (("/admin/pages/", "/admin/pages/"), ("https://evil.example/", "/admin/")):
        response = client.post(LOGIN, {"login": user.username, "password": PASSWORD, "next": wanted})
        assert response["Location"] == led
        client.post("/accounts/logout/")


def test_an_account_without_a_role_goes_to_its_own_page(county: County, client: Client) -> None:
    user = UserFactory()
    assert attempt(client, user.username, PASSWORD)["Location"] == "/accounts/"
    response = client.get("/admin/", follow=True)
    assert response.redirect_chain[-1] == ("/accounts/", 302)
    assert "您的账号在任何单位都没有角色" in response.content.decode()


def test_a_wrong_password_says_so_and_keeps_the_name(county: County, client: Client) -> None:
    user = UserFactory()
    page = attempt(client, user.username, "wrong").content.decode()
    assert "账号名与密码不匹配。" in page
    assert f'value="{user.username}"' in page
    assert not signed_in(client)


def test_nobody_signs_up_and_wagtails_own_forms_are_closed(county: County, client: Client) -> None:
    assert client.get("/accounts/signup/").status_code == 404
    assert client.get("/admin/password_reset/").status_code == 404
    assert client.get("/accounts/email/").status_code == 404


def test_the_pages_hold_the_public_policy(county: County, client: Client) -> None:
    response = client.get(LOGIN)
    policy = response["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "form-action 'self'" in policy
    assert "no-store" in response["Cache-Control"]


def test_public_pages_do_not_depend_on_the_visitor(county: County, client: Client) -> None:
    assert "Vary" not in client.get("/").headers or "Cookie" not in client.get("/")["Vary"]


class TestWrongPasswords:
    """They slow down whoever types them, and nobody else."""

    def test_after_five_the_next_waits_twice_as_long_each_time(self, county: County, client: Client) -> None:
        user = UserFactory()
        start = datetime(2026, 11, 25, 8, tzinfo=UTC)
        with time_machine.travel(start, tick=False) as clock:
            for _ in range(6):
                assert "账号名与密码不匹配" in attempt(client, user.username, "wrong").content.decode()
            assert "请等待 1 分钟后再试" in attempt(client, user.username, PASSWORD).content.decode()
            clock.shift(timedelta(seconds=31))
            assert "账号名与密码不匹配" in attempt(client, user.username, "wrong").content.decode()
            clock.shift(timedelta(seconds=31))
            assert "请等待 1 分钟后再试" in attempt(client, user.username, PASSWORD).content.decode()
            clock.shift(timedelta(seconds=31))
            attempt(client, user.username, PASSWORD)
            assert signed_in(client)

    def test_a_stranger_never_makes_the_owner_wait(self, county: County, client: Client) -> None:
        user = UserFactory()
        for number in range(300):
            attempt(Client(), user.username, f"guess {number}", address=f"198.51.100.{number % 3}")
        attempt(client, user.username, PASSWORD, address="192.0.2.9")
        assert signed_in(client)

    def test_not_even_from_the_same_address_on_a_known_device(self, county: County, client: Client) -> None:
        user = UserFactory(role="manager", role__subsite=county.shiqiao)
        attempt(client, user.username, PASSWORD)
        client.post("/accounts/logout/")
        assert COOKIE in client.cookies
        for number in range(120):
            attempt(Client(), user.username, f"guess {number}")
        other = Client()
        assert "请等待 " in attempt(other, user.username, PASSWORD).content.decode()
        attempt(client, user.username, PASSWORD)
        assert signed_in(client)

    def test_a_known_device_of_one_account_is_unknown_to_another(
        self, county: County, client: Client
    ) -> None:
        mine, other = UserFactory(), UserFactory()
        attempt(client, mine.username, PASSWORD)
        client.post("/accounts/logout/")
        for _ in range(6):
            attempt(client, other.username, "wrong")
        assert "请等待 " in attempt(client, other.username, PASSWORD).content.decode()

    def test_a_forged_device_is_no_device(self, county: County, client: Client) -> None:
        user = UserFactory()
        client.cookies[COOKIE] = "eyJ4IjoieSJ9:1:forged"
        for _ in range(6):
            attempt(client, user.username, "wrong")
        assert "请等待 " in attempt(client, user.username, PASSWORD).content.decode()

    def test_an_unknown_name_costs_the_same(self, county: County, client: Client) -> None:
        for _ in range(6):
            assert "账号名与密码不匹配" in attempt(client, "nobody", "wrong").content.decode()
        assert "请等待 1 分钟后再试" in attempt(client, "nobody", "wrong").content.decode()

    def test_an_address_that_tries_many_accounts_is_slowed_down(self, county: County, client: Client) -> None:
        for number in range(101):
            attempt(client, f"name{number}", "123456")
        assert "请等待 1 分钟后再试" in attempt(client, "another", "123456").content.decode()


def test_parallel_tries_gain_nothing() -> None:
    cache.clear()
    wanted = throttle.buckets(username="someone", address="192.0.2.1", device="")
    with concurrent.futures.ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _number: throttle.take_a_try(wanted), range(100)))
    assert answers.count(0) == 6
    assert throttle.take_a_try(wanted) > 0


@given(tries=st.integers(0, 500), free=st.integers(1, 100))
def test_waits_grow_and_end(tries: int, free: int) -> None:
    wait = throttle.wait_after(tries, free)
    assert 0 <= wait <= throttle.LONGEST_WAIT
    assert (wait == 0) is (tries <= free)
    assert wait <= throttle.wait_after(tries + 1, free)


@pytest.mark.parametrize(
    ("address", "network"),
    [("192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"), ("nonsense", "unknown")],
)
def test_addresses_as_they_count(address: str, network: str) -> None:
    assert throttle.network_of(address) == network


def test_a_stranger_keeps_nobody_from_a_new_password(
    county: County, client: Client, mailoutbox: Any, django_capture_on_commit_callbacks: Any
) -> None:
    user = UserFactory(email="wang@office.example", role="manager", role__subsite=county.shiqiao)
    attempt(client, user.username, PASSWORD)
    client.post("/accounts/logout/")

    def ask(browser: Client, address: str) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            answer = browser.post("/accounts/password/reset/", {"email": user.email}, REMOTE_ADDR=address)
        assert answer["Location"] == "/accounts/password/reset/done/"

    for number in range(40):
        ask(Client(), f"198.51.100.{number % 10}")
    assert len(mailoutbox) == 20
    ask(Client(), "192.0.2.77")
    assert len(mailoutbox) == 20
    ask(client, "192.0.2.1")
    assert len(mailoutbox) == 21
