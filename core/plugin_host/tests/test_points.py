"""Extension points that no other test looks at by name."""

from typing import Any

import pytest
from django.core import checks
from django.test import Client, override_settings
from django.urls import reverse

from core.access.actors import SYSTEM
from core.plugin_api import Check, DashboardPanel, NotificationTemplate, Owned, enable_plugin, notify
from core.plugin_host import registry
from core.plugin_host.checks import plugin_faults
from core.testing.county import County
from core.testing.factories import UserFactory
from plugins.notices.services import publish_notice


def owned_by_notices(point: str) -> list[str]:
    return [found.id for found in registry.contributions_at(point) if found.owner == "notices"]


def test_a_plugin_s_own_check_speaks_in_the_system_checks() -> None:
    assert owned_by_notices("checks") == ["notices.reminders"]
    assert [message.id for message in plugin_faults()] == []
    with override_settings(DEFAULT_FROM_EMAIL="nobody"):
        assert [message.id for message in plugin_faults()] == ["notices.W001"]


def test_a_check_that_raises_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fall() -> list[checks.CheckMessage]:
        raise RuntimeError("fell over")

    table = dict(registry._loaded())
    table[Check.point] = (Owned("notices", Check(name="fall", function=fall)),)
    monkeypatch.setattr(registry, "_table", table)
    assert [message.id for message in plugin_faults()] == ["countywide.E116"]


def test_a_panel_shows_what_runs_on_the_person_s_subsite(county: County, client: Client) -> None:
    assert owned_by_notices(DashboardPanel.point) == ["notices.running"]
    for subsite in (county.shiqiao, county.baijie):
        enable_plugin(subsite=subsite, slug="notices", by=SYSTEM)
        publish_notice(subsite=subsite, title=f"{subsite}停水", by=SYSTEM)
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    shown = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "石桥镇停水" in shown
    assert "百节镇停水" not in shown


def test_a_panel_needs_its_permission(county: County, client: Client) -> None:
    enable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM)
    publish_notice(subsite=county.shiqiao, title="石桥镇停水", by=SYSTEM)
    client.force_login(UserFactory(role="contributor", role__subsite=county.shiqiao))
    assert "石桥镇停水" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_nothing_is_sent_while_the_plugin_is_off(
    county: County, mailoutbox: Any, django_capture_on_commit_callbacks: Any
) -> None:
    assert owned_by_notices(NotificationTemplate.point) == ["notices.ending"]
    notice = publish_notice(subsite=county.shiqiao, title="停水", by=SYSTEM)
    people = [UserFactory(email="one@example.com"), UserFactory(email="")]
    with django_capture_on_commit_callbacks(execute=True):
        sent = notify("notices.ending", subsite=county.shiqiao, recipients=people, context={"notice": notice})
    assert (sent, mailoutbox) == (0, [])
    enable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM)
    with django_capture_on_commit_callbacks(execute=True):
        sent = notify("notices.ending", subsite=county.shiqiao, recipients=people, context={"notice": notice})
    assert (sent, [mail.to for mail in mailoutbox]) == (1, [["one@example.com"]])


def test_an_unknown_message_is_an_error(county: County) -> None:
    with pytest.raises(LookupError):
        notify("notices.nothing", subsite=county.shiqiao, recipients=[])
