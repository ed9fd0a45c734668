"""The plugin screens, and the scoped screens of plugins."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.access.actors import SYSTEM
from core.plugin_api import enable_plugin, is_enabled, plugin_settings, set_policy
from core.testing.county import County, make_article
from core.testing.factories import UserFactory
from plugins.notices.models import Notice
from plugins.notices.services import publish_notice


def signed_in(client: Client, role: str, subsite: Any) -> Any:
    person = UserFactory(role=role, role__subsite=subsite)
    client.force_login(person)
    return person


def form_data(subsite: Any, **values: Any) -> dict[str, Any]:
    return {
        "subsite": subsite.pk,
        "title": "停水通知",
        "text": "",
        "level": "warning",
        "page": "",
        "starts_at": "2026-11-22 08:00",
        "ends_at": "",
        **values,
    }


def test_a_manager_switches_on_confirms_and_undoes(county: County, client: Client) -> None:
    signed_in(client, "manager", county.shiqiao)
    on = reverse("plugin_switch_on", args=["shiqiao", "notices"])
    off = reverse("plugin_switch_off", args=["shiqiao", "notices"])
    assert on in client.get(reverse("plugin_switches")).content.decode()
    assert client.get(on).status_code == 200
    assert is_enabled("notices", county.shiqiao) is False
    answer = client.post(on, follow=True)
    assert is_enabled("notices", county.shiqiao) is True
    assert off in answer.content.decode()
    client.post(off)
    assert is_enabled("notices", county.shiqiao) is False


@pytest.mark.parametrize("role", ["contributor", "approver", "auditor"])
def test_nobody_else_sees_the_switches(county: County, client: Client, role: str) -> None:
    signed_in(client, role, county.shiqiao)
    for address in (
        reverse("plugin_switches"),
        reverse("plugin_switch_on", args=["shiqiao", "notices"]),
        reverse("policy"),
        reverse("plugin_indicators"),
        reverse("plugin_settings", args=["shiqiao", "notices"]),
    ):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code in {404, 405}


def test_a_manager_does_not_switch_elsewhere(county: County, client: Client) -> None:
    signed_in(client, "manager", county.shiqiao)
    assert client.post(reverse("plugin_switch_on", args=["baijie", "notices"])).status_code == 404
    assert is_enabled("notices", county.baijie) is False


def test_a_refusal_is_told_in_words(county: County, client: Client) -> None:
    signed_in(client, "manager", county.shiqiao)
    set_policy(slug="notices", rule="forbidden", profile="township", by=SYSTEM)
    answer = client.post(reverse("plugin_switch_on", args=["shiqiao", "notices"]), follow=True)
    assert "县级不允许此子站使用“公告”" in answer.content.decode()


def test_the_centre_sees_the_indicators_of_all(county: County, client: Client) -> None:
    enable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM)
    publish_notice(
        subsite=county.shiqiao,
        title="汛情",
        level="urgent",
        by=SYSTEM,
        starts_at=timezone.now() - timedelta(days=31),
    )
    signed_in(client, "central_administrator", county.portal)
    rows = client.get(reverse("plugin_indicators")).context_data["rows"]
    names = client.get(reverse("plugin_indicators")).context_data["indicators"]
    place = [indicator.name for indicator in names].index("stale_urgent")
    found = {row["entry"].slug: row["values"][place] for row in rows}
    assert found == {"county": None, "shiqiao": 1, "baijie": None, "finance": None, "intranet": None}


def test_settings_are_kept_per_subsite_and_while_off(county: County, client: Client) -> None:
    enable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM)
    signed_in(client, "manager", county.shiqiao)
    address = reverse("plugin_settings", args=["shiqiao", "notices"])
    assert client.post(address, {"at_most": "0"}).status_code == 200
    assert plugin_settings("notices", county.shiqiao) == {"at_most": 3, "above_articles": True}
    assert client.post(address, {"at_most": "5"}).status_code == 302
    assert plugin_settings("notices", county.shiqiao) == {"at_most": 5, "above_articles": False}
    assert plugin_settings("notices", county.baijie) == {"at_most": 3, "above_articles": True}
    client.post(reverse("plugin_switch_off", args=["shiqiao", "notices"]))
    assert client.get(address).status_code == 404
    assert plugin_settings("notices", county.shiqiao)["at_most"] == 5


def test_a_row_is_made_for_one_s_own_subsite(county: County, client: Client) -> None:
    for subsite in (county.shiqiao, county.finance):
        enable_plugin(subsite=subsite, slug="notices", by=SYSTEM)
    person = signed_in(client, "manager", county.shiqiao)
    add = reverse("notices_notice:add")
    client.post(add, form_data(county.finance))
    assert Notice.objects.count() == 0
    client.post(add, form_data(county.shiqiao))
    made = Notice.objects.get()
    assert (made.subsite, made.author) == (county.shiqiao, person)


def test_a_row_never_changes_its_subsite(county: County, client: Client) -> None:
    for subsite in (county.shiqiao, county.finance):
        enable_plugin(subsite=subsite, slug="notices", by=SYSTEM)
    person = signed_in(client, "manager", county.shiqiao)
    from core.access.services import assign_role

    assign_role(user=person, role="manager", subsite=county.finance, by=SYSTEM)
    notice = publish_notice(subsite=county.shiqiao, title="一", by=SYSTEM)
    edit = reverse("notices_notice:edit", args=[notice.pk])
    client.post(edit, form_data(county.finance, title="二"))
    notice.refresh_from_db()
    assert (notice.title, notice.subsite) == ("二", county.shiqiao)


def test_a_forged_reference_to_another_office_s_draft_is_refused(county: County, client: Client) -> None:
    enable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM)
    signed_in(client, "manager", county.shiqiao)
    draft = make_article(
        county.home("finance").get_children().get(slug="news").specific, "保密草稿", live=False
    )
    answer = client.post(reverse("notices_notice:add"), form_data(county.shiqiao, page=draft.pk))
    assert answer.status_code == 200
    assert Notice.objects.count() == 0


def test_deleting_goes_through_the_service_and_is_audited(county: County, client: Client) -> None:
    from core.audit.models import AuditRecord

    enable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM)
    signed_in(client, "manager", county.shiqiao)
    notice = publish_notice(subsite=county.shiqiao, title="一", by=SYSTEM)
    client.post(reverse("notices_notice:delete", args=[notice.pk]))
    assert Notice.objects.count() == 0
    assert AuditRecord.objects.filter(action="notices.notice.deleted").count() == 1


def test_filters_and_searches_name_own_rows_only(county: County, client: Client) -> None:
    for subsite in (county.shiqiao, county.finance):
        enable_plugin(subsite=subsite, slug="notices", by=SYSTEM)
        publish_notice(subsite=subsite, title=f"通知{subsite}", by=SYSTEM)
    signed_in(client, "manager", county.shiqiao)
    for query in ({}, {"q": "通知"}, {"subsite": county.finance.pk}, {"export": "csv"}):
        answer = client.get(reverse("notices_notice:index"), query)
        text = b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()
        assert "财政局" not in text, query
