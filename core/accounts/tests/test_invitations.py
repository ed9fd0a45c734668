"""Invitations by mail: through a real mail server, signed, for once, for a while."""

import concurrent.futures
import re
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone

from core.access.models import RoleAssignment
from core.accounts.invitations.links import invitation_of, token_for
from core.accounts.invitations.services import register
from core.accounts.models import User
from core.audit.models import AuditRecord
from core.members.models import Invitation
from core.members.services import invite, withdraw
from core.testing.county import County
from core.testing.factories import PASSWORD, UserFactory
from core.testing.identity_service import free_port
from settings.mail import mailers

ADDRESS = "zhao@office.example"
ANSWER = {"name": "赵明", "username": "zhao", "password": "a-password-that-is-long"}


class Inbox:
    """What the mail server received."""

    def __init__(self) -> None:
        self.mails: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self.mails.append((envelope.mail_from, envelope.rcpt_tos, mail["Subject"], mail.get_content()))
        return "250 OK"


@pytest.fixture
def inbox() -> Any:
    received = Inbox()
    port = free_port()
    controller = Controller(received, hostname="127.0.0.1", port=port)
    controller.start()
    with override_settings(
        MAILERS=mailers(f"smtp://127.0.0.1:{port}", None), DEFAULT_FROM_EMAIL="no-reply@x.example"
    ):  # type: ignore[arg-type]
        yield received
    controller.stop()


def offered(county: County, **values: Any) -> tuple[User, Invitation]:
    manager = UserFactory(role="manager", role__subsite=county.shiqiao)
    wanted = {"identifier": ADDRESS, "role": "contributor", "subsite": county.shiqiao, **values}
    return manager, invite(by=manager, **wanted)


@pytest.mark.django_db(transaction=True)
def test_a_mail_comes_and_its_link_makes_the_account(county: County, inbox: Inbox, client: Client) -> None:
    manager, _invitation = offered(county)
    [(sender, to, subject, text)] = inbox.mails
    assert (sender, to, subject) == ("no-reply@x.example", [ADDRESS], "邀请您参与石桥镇网站的工作")
    assert manager.name in text
    path = re.search(r"http://localhost:8000(/accounts/invitation/\S+/)", text)
    assert path is not None
    page = client.get(path[1])
    assert page.status_code == 200
    response = client.post(path[1], ANSWER)
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    user = User.objects.get(username="zhao")
    assert (user.name, user.email, user.is_superuser) == ("赵明", ADDRESS, False)
    assert [(row.role, row.subsite) for row in user.role_assignments.all()] == [
        ("contributor", county.shiqiao)
    ]
    assert client.get("/admin/").status_code == 200
    assert AuditRecord.objects.filter(action="account.registered", actor=user).count() == 1
    assert Client().get(path[1]).status_code == 410


@pytest.mark.django_db(transaction=True)
def test_a_user_name_gets_no_mail(county: County, inbox: Inbox) -> None:
    offered(county, identifier="zhao")
    assert inbox.mails == []


@pytest.mark.django_db(transaction=True)
def test_what_waits_to_be_sent_is_sealed(county: County, inbox: Inbox, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
    offered(county)
    with connection.cursor() as cursor:
        cursor.execute("SELECT args_kwargs FROM django_tasks_database_dbtaskresult")
        waiting = " ".join(str(row[0]) for row in cursor.fetchall())
    assert waiting
    assert ADDRESS not in waiting
    assert "invitation/" not in waiting


def test_a_link_dies_with_its_invitation(county: County, client: Client) -> None:
    manager, invitation = offered(county)
    token = token_for(invitation)
    assert invitation_of(token) == invitation
    assert invitation_of(token + "x") is None
    assert invitation_of("") is None
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert invitation_of(token) is None
        assert client.get(f"/accounts/invitation/{token}/").status_code == 410
    withdraw(invitation=invitation, by=manager)
    assert invitation_of(token) is None
    with pytest.raises(ValidationError):
        register(token=token, **ANSWER)
    assert not User.objects.filter(username="zhao").exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"username": "taken"}, "该账号名已被使用"),
        ({"password": "12345678901"}, "密码只包含数字"),
        ({"password": "short"}, "密码太短"),
        ({"password": "password1234"}, "密码太常见"),
        ({"username": "zhaoming-office", "password": "zhaoming-office1"}, "太相似"),
        ({"username": "with space"}, "请输入合法的用户名"),
    ],
)
def test_faults_by_field_and_nothing_typed_is_lost(
    county: County, client: Client, changed: dict[str, str], said: str
) -> None:
    UserFactory(username="Taken")
    _manager, invitation = offered(county)
    response = client.post(f"/accounts/invitation/{token_for(invitation)}/", {**ANSWER, **changed})
    page = response.content.decode()
    assert response.status_code == 200
    assert said in page
    assert 'value="赵明"' in page
    assert not User.objects.filter(email=ADDRESS).exists()
    assert Invitation.objects.get().answer == ""


def test_whoever_has_an_account_signs_in_to_answer(county: County, client: Client) -> None:
    UserFactory(email="Zhao@office.example")
    _manager, invitation = offered(county)
    response = client.get(f"/accounts/invitation/{token_for(invitation)}/")
    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=/admin/my-offices/")
    with pytest.raises(ValidationError):
        register(token=token_for(invitation), **ANSWER)


def test_whoever_invited_must_still_be_able_to(county: County) -> None:
    manager, invitation = offered(county)
    User.objects.filter(pk=manager.pk).update(is_active=False)
    with pytest.raises(ValidationError):
        register(token=token_for(invitation), **ANSWER)
    assert not User.objects.filter(username="zhao").exists()


@pytest.mark.django_db(transaction=True)
def test_parallel_answers_make_one_account(county: County) -> None:
    _manager, invitation = offered(county)
    token = token_for(invitation)

    def answer(number: int) -> bool:
        try:
            register(token=token, name="赵明", username=f"zhao{number}", password=PASSWORD)
        except ValidationError:
            return False
        finally:
            connection.close()
        return True

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        made = list(pool.map(answer, range(8)))
    assert made.count(True) == 1
    assert User.objects.filter(email=ADDRESS).count() == 1
    assert RoleAssignment.objects.filter(user__email=ADDRESS).count() == 1
