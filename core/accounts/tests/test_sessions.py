"""Sessions: seen, ended one by one, all at once, and by a new password."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from core.accounts.models import AccountSession
from core.accounts.sessions.recording import device_label, network_label
from core.accounts.sessions.services import end_all_sessions, end_session
from core.testing.county import County
from core.testing.factories import PASSWORD, UserFactory

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1"


def sign_in(username: str, agent: str = CHROME, password: str = PASSWORD) -> Client:
    client = Client(HTTP_USER_AGENT=agent)
    client.post("/accounts/login/", {"login": username, "password": password}, REMOTE_ADDR="203.0.113.77")
    return client


def is_in(client: Client) -> bool:
    return client.get("/accounts/sessions/").status_code == 200


def test_the_list_names_device_and_shortened_address(county: County) -> None:
    user = UserFactory(username="someone")
    sign_in("someone", PHONE)
    page = sign_in("someone").get("/accounts/sessions/").content.decode()
    assert "Chrome · Windows" in page
    assert "Safari · iPhone" in page
    assert "203.0.113.x" in page
    assert "203.0.113.77" not in page
    assert [str(row) for row in AccountSession.objects.filter(user=user)] == [
        "Chrome · Windows 203.0.113.x", "Safari · iPhone 203.0.113.x",
    ]  # fmt: skip


def test_one_is_ended_and_the_others_stay(county: County) -> None:
    user = UserFactory(username="someone")
    phone, desk = sign_in("someone", PHONE), sign_in("someone")
    row = AccountSession.objects.get(user=user, device="Safari · iPhone")
    assert desk.post(f"/accounts/sessions/{row.pk}/end/").status_code == 302
    assert (is_in(phone), is_in(desk)) == (False, True)


def test_all_others_are_ended(county: County) -> None:
    UserFactory(username="someone")
    phone, tablet, desk = (sign_in("someone") for _ in range(3))
    desk.post("/accounts/sessions/others/end/")
    assert (is_in(phone), is_in(tablet), is_in(desk)) == (False, False, True)


def test_another_persons_session_is_not_touched(county: County) -> None:
    owner, other = UserFactory(username="owner"), UserFactory(username="other")
    theirs, mine = sign_in("owner"), sign_in("other")
    row = AccountSession.objects.get(user=owner)
    mine.post(f"/accounts/sessions/{row.pk}/end/")
    assert is_in(theirs)
    with pytest.raises(PermissionDenied):
        end_session(user=owner, session_id=row.pk, by=other)
    with pytest.raises(PermissionDenied):
        end_all_sessions(user=owner, by=other)
    assert is_in(theirs)


def test_a_new_password_ends_every_session(county: County) -> None:
    user = UserFactory(username="someone")
    phone, desk = sign_in("someone"), sign_in("someone")
    new = "another-long-password"
    response = desk.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert response.status_code == 302
    assert (is_in(phone), is_in(desk)) == (False, False)
    assert AccountSession.objects.filter(user=user).count() == 0
    assert is_in(sign_in("someone", password=new))


def test_signing_out_takes_the_session_off_the_list(county: County) -> None:
    user = UserFactory(username="someone")
    sign_in("someone").post("/accounts/logout/")
    assert not AccountSession.objects.filter(user=user).exists()


@pytest.mark.parametrize(
    ("agent", "label"), [(CHROME, "Chrome · Windows"), (PHONE, "Safari · iPhone"), ("curl/8", ""), ("", "")]
)
def test_devices_by_name(agent: str, label: str) -> None:
    assert device_label(agent) == label


@pytest.mark.parametrize(
    ("address", "label"),
    [("203.0.113.77", "203.0.113.x"), ("2001:db8:1:2::3", "2001:db8:1::"), ("", ""), ("no address", "")],
)
def test_addresses_shortened(address: str, label: str) -> None:
    assert network_label(address) == label
