"""Citizens: apart from staff, signed in by a code, masters of their own data."""

import concurrent.futures
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from core.access.models import RoleAssignment, SubsiteUserPermission
from core.audit.models import AuditRecord
from core.citizens.models import Citizen
from core.citizens.services import verified
from core.plugin_api.contributions import PersonalData
from core.testing.county import County
from core.testing.factories import PASSWORD, UserFactory

EMAIL = "citizen@mail.example"


@pytest.fixture
def sent(county: County, mailoutbox: Any, django_capture_on_commit_callbacks: Any) -> Any:
    def ask(client: Client, email: str = EMAIL) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post("/citizens/sign-in/", {"email": email}, REMOTE_ADDR="192.0.2.1")
        assert response.status_code == 302, response.content.decode()
        found = re.search(r"\b\d{6}\b", mailoutbox[-1].body)
        assert mailoutbox[-1].to == [email.lower()]
        assert found is not None
        return found[0]

    return ask


def enter(client: Client, code: str) -> Any:
    return client.post("/citizens/code/", {"code": code})


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_a_code_opens_the_own_pages(sent: Any, client: Client) -> None:
    assert client.get("/citizens/")["Location"] == "/citizens/sign-in/"
    assert enter(client, sent(client, "Citizen@mail.example"))["Location"] == "/citizens/"
    assert EMAIL in client.get("/citizens/").content.decode()
    assert Citizen.objects.get().email == EMAIL
    assert AuditRecord.objects.filter(action="citizen.registered").count() == 1
    client.post("/citizens/sign-out/")
    assert client.get("/citizens/").status_code == 302
    enter(client, sent(client))
    assert Citizen.objects.count() == 1


def test_a_citizen_is_nobody_in_the_administration(sent: Any, client: Client) -> None:
    enter(client, sent(client))
    assert "_auth_user_id" not in client.session
    assert client.get("/admin/")["Location"] == "/accounts/login/?next=/admin/"
    assert client.get("/", HTTP_HOST="intranet.localhost").status_code == 302
    assert client.get("/accounts/").status_code == 302


def test_the_database_gives_a_citizen_no_role(county: County) -> None:
    for model in (RoleAssignment, SubsiteUserPermission):
        assert model._meta.get_field("user").related_model is get_user_model()
    assert not issubclass(Citizen, get_user_model())
    citizen = verified(email=EMAIL)
    with pytest.raises(IntegrityError), transaction.atomic():
        Citizen.objects.create(
            email=EMAIL.upper(), verified_at=timezone.now(), last_signed_in_at=timezone.now()
        )
    assert EMAIL not in str(citizen)


def test_staff_in_the_same_browser_stay_who_they_are(sent: Any, county: County, client: Client) -> None:
    user = UserFactory(role="manager", role__subsite=county.shiqiao)
    client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    enter(client, sent(client))
    assert (client.get("/admin/").status_code, client.get("/citizens/").status_code) == (200, 200)
    client.post("/citizens/sign-out/")
    assert client.get("/admin/").status_code == 200


def test_wrong_old_and_exhausted_codes(sent: Any, client: Client) -> None:
    code = sent(client)
    assert "验证码不正确" in enter(client, other_than(code)).content.decode()
    assert "验证码为 6 位数字。" in enter(client, "12").content.decode()
    for _ in range(4):
        page = enter(client, other_than(code)).content.decode()
    assert "验证码输错次数过多" in page
    assert enter(client, code).status_code == 200
    late = Client()
    code = sent(late)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert enter(late, code)["Location"] == "/citizens/sign-in/"
    other = Client()
    sent(other)
    assert Citizen.objects.count() == 0


def test_a_code_counts_in_the_browser_that_asked(sent: Any, client: Client) -> None:
    code = sent(client)
    assert enter(Client(), code)["Location"] == "/citizens/sign-in/"


def test_mails_are_limited(sent: Any, client: Client, mailoutbox: Any) -> None:
    for _ in range(5):
        sent(client)
    page = client.post("/citizens/sign-in/", {"email": EMAIL}, REMOTE_ADDR="192.0.2.1").content.decode()
    assert "申请邮件次数过多" in page
    assert len(mailoutbox) == 5


class Letters:
    """A plugin that keeps letters by the writer's address."""

    def __init__(self) -> None:
        self.fails = False
        self.rows = [{"to": "石桥镇", "text": "路灯坏了"}]

    def contribution(self) -> PersonalData:
        return PersonalData(
            name="letters",
            label="letters",
            export=lambda user: [],
            erase=lambda user: 0,
            export_citizen=lambda citizen: list(self.rows) if citizen.email == EMAIL else [],
            erase_citizen=self.erase,
        )

    def erase(self, citizen: Citizen) -> int:
        if self.fails:
            raise RuntimeError("the disk is full")
        count = len(self.rows)
        self.rows.clear()
        return count


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> Letters:
    kept = Letters()

    class Owned:
        id = "letters.personal_data"
        contribution = kept.contribution()

    monkeypatch.setattr("core.plugin_host.keeping.contributions_at", lambda point: [Owned])
    return kept


def test_all_that_is_kept_is_exported(sent: Any, client: Client, letters: Letters) -> None:
    enter(client, sent(client))
    response = client.get("/citizens/data/")
    found = response.json()
    assert response["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert "no-store" in response["Cache-Control"]
    assert found["account"]["email"] == EMAIL
    assert found["letters.personal_data"] == [{"to": "石桥镇", "text": "路灯坏了"}]


def test_all_that_is_kept_is_erased(sent: Any, client: Client, letters: Letters) -> None:
    enter(client, sent(client))
    assert client.get("/citizens/erase/").status_code == 200
    assert Citizen.objects.count() == 1
    assert client.post("/citizens/erase/", follow=True).redirect_chain == [("/citizens/sign-in/", 302)]
    assert (Citizen.objects.count(), letters.rows) == (0, [])
    assert AuditRecord.objects.get(action="citizen.erased").data == {"rows": 2}
    assert client.get("/citizens/").status_code == 302


def test_a_plugin_that_fails_leaves_everything(sent: Any, client: Client, letters: Letters) -> None:
    enter(client, sent(client))
    letters.fails = True
    with pytest.raises(RuntimeError):
        client.post("/citizens/erase/")
    assert Citizen.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_parallel_sign_ins_make_one_account(county: County) -> None:
    def once(_number: int) -> int:
        try:
            return int(verified(email=EMAIL).pk)
        finally:
            connection.close()

    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(once, range(6)))) == 1
    assert Citizen.objects.count() == 1


def test_a_stranger_keeps_nobody_from_signing_in(
    sent: Any, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    enter(client, sent(client))
    client.post("/citizens/sign-out/")
    for number in range(60):
        Client().post("/citizens/sign-in/", {"email": EMAIL}, REMOTE_ADDR=f"198.51.100.{number}")
    assert Client().post("/citizens/sign-in/", {"email": EMAIL}, REMOTE_ADDR="192.0.2.1").status_code == 200
    assert enter(client, sent(client))["Location"] == "/citizens/"


def test_strangers_on_one_network_do_not_stop_a_first_visit(sent: Any, client: Client) -> None:
    for _ in range(10):
        Client().post("/citizens/sign-in/", {"email": EMAIL}, REMOTE_ADDR="198.51.100.1")
    assert enter(client, sent(client))["Location"] == "/citizens/"


def test_what_is_kept_is_seen(sent: Any, client: Client, letters: Letters) -> None:
    enter(client, sent(client))
    shown = client.get("/citizens/").content.decode()
    assert "路灯坏了" in shown
    letters.rows.clear()
    assert "除该地址外" in client.get("/citizens/").content.decode()
