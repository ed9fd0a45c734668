"""Somebody's devices are lost, or a session should not be open: who helps, and what becomes of the account."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client, override_settings

from core.access.actors import SYSTEM
from core.access.services import assign_role
from core.accounts.models import AccountSession, User
from core.accounts.recovery.services import forget_second_factors
from core.accounts.sessions.services import end_all_sessions
from core.audit.models import AuditRecord
from core.testing.county import County
from core.testing.factories import PASSWORD, UserFactory

SECRET = "JBSWY3DPEHPK3PXP"


def with_factors(county: County, *, office: str = "shiqiao", role: str = "approver") -> User:
    user = UserFactory(role=role, role__subsite=getattr(county, office), email="wang@county.example")
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="core.accounts.backends.AccountBackend")
    return client


@pytest.mark.django_db(transaction=True)
def test_factors_and_sessions_go_the_password_stays_and_the_owner_is_told(county: County) -> None:
    manager = UserFactory(name="张经理", role="manager", role__subsite=county.shiqiao)
    user = with_factors(county)
    lost = signed_in(user)
    assert forget_second_factors(user=user, by=manager) == 1
    assert not Authenticator.objects.filter(user=user).exists()
    assert lost.get("/admin/")["Location"].startswith("/accounts/login/")
    entry = AuditRecord.objects.get(action="account.factors_forgotten")
    assert (entry.actor, entry.target_id, entry.data) == (manager, str(user.pk), {"count": 1, "sessions": 1})
    (told,) = mail.outbox
    assert told.to == ["wang@county.example"]
    assert "张经理" in told.body
    with override_settings(SECOND_FACTOR_REQUIRED=True):
        again = Client()
        again.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
        assert again.get("/admin/")["Location"].startswith("/accounts/second-factor/")


def test_who_does_not_decide_over_the_account_changes_nothing(county: County) -> None:
    user = with_factors(county)
    client = signed_in(user)
    colleague = UserFactory(role="approver", role__subsite=county.shiqiao)
    stranger = UserFactory(role="manager", role__subsite=county.baijie)
    assign_role(user=user, role="contributor", subsite=county.finance, by=SYSTEM)
    of_one_office_only = UserFactory(role="manager", role__subsite=county.shiqiao)
    for by in (colleague, stranger, of_one_office_only, user):
        with pytest.raises(PermissionDenied):
            forget_second_factors(user=user, by=by)
        if by != user:
            with pytest.raises(PermissionDenied):
                end_all_sessions(user=user, by=by)
    assert Authenticator.objects.filter(user=user).count() == 2
    assert client.get("/admin/").status_code == 200
    assert AccountSession.objects.filter(user=user).count() == 1
    assert not AuditRecord.objects.filter(action__startswith="account.").exists()


def test_the_centre_decides_over_everybody_but_accounts_for_break_glass(county: County) -> None:
    centre = UserFactory(role="central_administrator", role__subsite=county.portal)
    user = with_factors(county)
    assign_role(user=user, role="contributor", subsite=county.finance, by=SYSTEM)
    assert forget_second_factors(user=user, by=centre) == 1
    root = UserFactory(is_superuser=True)
    TOTP.activate(root, SECRET)
    with pytest.raises(PermissionDenied):
        forget_second_factors(user=root, by=centre)
    assert Authenticator.objects.filter(user=root).count() == 1


def test_the_command_helps_where_nobody_else_can(county: County, capsys: pytest.CaptureFixture[str]) -> None:
    root = UserFactory(username="root", is_superuser=True)
    TOTP.activate(root, SECRET)
    call_command("forget_second_factors", "root")
    assert capsys.readouterr().out == "second factors taken away: 1\n"
    assert not Authenticator.objects.filter(user=root).exists()
    for username, words in (("root", "没有设置双重验证"), ("nobody", "There is no account 'nobody'.")):
        with pytest.raises(CommandError, match=words):
            call_command("forget_second_factors", username)


def test_without_a_factor_it_is_said_and_sessions_stay(county: County) -> None:
    user = UserFactory(role="contributor", role__subsite=county.shiqiao)
    client = signed_in(user)
    with pytest.raises(ValidationError):
        forget_second_factors(user=user, by=SYSTEM)
    assert client.get("/admin/").status_code == 200


class TestScreen:
    @pytest.fixture
    def manager(self, county: County, client: Client) -> User:
        manager: User = UserFactory(role="manager", role__subsite=county.shiqiao)
        client.force_login(manager)
        return manager

    def test_both_acts(self, county: County, manager: User, client: Client) -> None:
        user = with_factors(county)
        address = f"/admin/members/shiqiao/{user.pk}/sign-in/"
        assert address in client.get(f"/admin/members/shiqiao/{user.pk}/").content.decode()
        theirs = signed_in(user)
        html = client.get(address).content.decode()
        assert "验证器应用" in html
        assert "在 1 处登录" in html
        assert client.post(address, {"act": "sessions"}, follow=True).status_code == 200
        assert theirs.get("/admin/").status_code == 302
        assert Authenticator.objects.filter(user=user).count() == 2
        client.post(address, {"act": "nonsense"})
        assert Authenticator.objects.filter(user=user).count() == 2
        client.post(address, {"act": "factors"})
        assert not Authenticator.objects.filter(user=user).exists()
        assert "没有设置双重验证" in client.post(address, {"act": "factors"}, follow=True).content.decode()

    def test_not_there_over_people_who_work_elsewhere_too(
        self, county: County, manager: User, client: Client
    ) -> None:
        user = with_factors(county)
        assign_role(user=user, role="contributor", subsite=county.finance, by=SYSTEM)
        for of in (user, manager):
            address = f"/admin/members/shiqiao/{of.pk}/sign-in/"
            assert client.get(address).status_code == 404
            assert client.post(address, {"act": "factors"}).status_code == 404
            assert address not in client.get(f"/admin/members/shiqiao/{of.pk}/").content.decode()
        assert Authenticator.objects.filter(user=user).count() == 2
