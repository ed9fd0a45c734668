"""A superuser for an emergency: for hours, recorded, and seen by the auditor. And who may do what where."""

from datetime import timedelta

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.access.break_glass import open_break_glass, retire_superuser
from core.access.models import BreakGlass
from core.accounts.models import User
from core.audit.models import AuditRecord
from core.testing.county import County
from core.testing.factories import UserFactory

REASON = "门户首页被篡改，紧急处置"


def test_it_has_power_for_a_time_and_then_none(county: County, client: Client) -> None:
    made, password = open_break_glass(reason=REASON, lasting=timedelta(hours=1), opened_by="operator")
    assert client.login(username=made.user.username, password=password)
    assert client.get(reverse("wagtailsites:index")).status_code == 200
    now = timezone.now()
    BreakGlass.objects.update(created_at=now - timedelta(hours=2), expires_at=now - timedelta(hours=1))
    assert client.get(reverse("wagtailsites:index")).status_code == 302
    account = User.objects.get(pk=made.user_id)
    assert (account.is_superuser, account.is_active, account.has_usable_password()) == (False, False, False)
    assert not client.login(username=account.username, password=password)
    assert AuditRecord.objects.filter(action="break_glass.closed").count() == 1


def test_every_request_is_recorded_and_the_auditor_sees_it(county: County, client: Client) -> None:
    made, password = open_break_glass(reason=REASON, lasting=timedelta(hours=1), opened_by="operator")
    client.login(username=made.user.username, password=password)
    client.get("/admin/sites/?q=secret")
    client.post("/admin/sites/new/", {"hostname": "x"})
    found = AuditRecord.objects.filter(action="superuser.requested", actor=made.user).order_by("pk")
    assert [each.data for each in found] == [
        {"method": "GET", "path": "/admin/sites/"},
        {"method": "POST", "path": "/admin/sites/new/"},
    ]
    client.force_login(UserFactory(role="central_auditor", role__subsite=county.portal))
    html = client.get(reverse("superusers")).content.decode()
    assert REASON in html
    assert "POST /admin/sites/new/" in html
    client.force_login(UserFactory(role="central_administrator", role__subsite=county.portal))
    assert client.get(reverse("superusers")).status_code == 404


def test_it_needs_a_reason_and_an_end(county: County) -> None:
    for reason, hours in (("急", 1), (REASON, 0), (REASON, 25)):
        with pytest.raises(ValidationError):
            open_break_glass(reason=reason, lasting=timedelta(hours=hours), opened_by="operator")
    assert not User.objects.filter(is_superuser=True).exists()


def test_a_permanent_superuser_is_warned_of(county: County) -> None:
    def warned() -> list[str]:
        found = run_checks(tags=["database"], include_deployment_checks=True, databases=["default"])
        return [each.msg for each in found if each.id == "countywide.W010"]

    assert warned() == []
    setup = UserFactory(username="setup", is_superuser=True)
    assert warned() == ["Superusers whose power does not end: setup."]
    retire_superuser(user=setup, why="test")
    assert warned() == []


def test_who_may_what_is_filtered_exported_and_scoped(county: County, client: Client) -> None:
    UserFactory(name="王一", username="wang", role="contributor", role__subsite=county.shiqiao)
    UserFactory(name="=李二", username="li", role="approver", role__subsite=county.finance)
    client.force_login(UserFactory(role="central_auditor", role__subsite=county.portal))
    address = reverse("who_may_what")
    rows = client.get(address, {"person": "wang", "permission": "edit_content"}).context_data["rows"]
    assert [(row.person.username, row.entry.slug, row.permission) for row in rows] == [
        ("wang", "shiqiao", "edit_content")
    ]
    text = b"".join(client.get(address, {"export": "csv", "office": "finance"}).streaming_content).decode()
    assert "'=李二" in text
    assert "wang" not in text
    assert b"".join(client.get(address, {"export": "xlsx"}).streaming_content)[:2] == b"PK"
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    html = client.get(address).content.decode()
    assert "wang" in html
    assert "李二" not in html
    assert client.get(address, {"office": "finance"}).status_code == 404
    client.force_login(UserFactory(role="contributor", role__subsite=county.shiqiao))
    assert client.get(address).status_code == 404


def test_superusers_are_among_those_who_may_everything(county: County, client: Client) -> None:
    UserFactory(name="赵救急", username="zhao", is_superuser=True)
    UserFactory(name="钱退役", username="qian", is_superuser=True, is_active=False)
    address = reverse("who_may_what")
    client.force_login(UserFactory(role="central_auditor", role__subsite=county.portal))
    # Whatever office or permission is asked for: a superuser has it.
    for query in ({}, {"office": "finance"}, {"permission": "publish_content"}, {"person": "zhao"}):
        first = client.get(address, query).context_data["rows"][0]
        assert (first.person.username, first.entry, first.label, first.roles) == (
            "zhao",
            None,
            "全部权限",
            ("超级用户",),
        )
    html = client.get(address, {"person": "zhao"}).content.decode()
    assert "共 1 项授权" in html
    assert "Nobody fits" not in html
    assert client.get(address, {"person": "qian"}).context_data["rows"] == []
    lines = b"".join(client.get(address, {"export": "csv"}).streaming_content).decode().splitlines()
    assert lines[1] == "赵救急,zhao,全部子站,全部权限,超级用户"
    client.force_login(UserFactory(role="manager", role__subsite=county.finance))
    assert "zhao" not in client.get(address).content.decode()


def test_what_a_retired_superuser_did_stays_to_be_read(county: County, client: Client) -> None:
    setup = UserFactory(username="setup", is_superuser=True)
    client.force_login(setup)
    client.get("/admin/pages/", headers={"host": "localhost"})
    retire_superuser(user=setup, why="set up")
    client.force_login(UserFactory(role="central_auditor", role__subsite=county.portal))
    shown = client.get(reverse("superusers"), {"account": setup.pk}).context_data["page_obj"]
    assert [(record.actor_label, record.data["path"]) for record in shown] == [(str(setup), "/admin/pages/")]
