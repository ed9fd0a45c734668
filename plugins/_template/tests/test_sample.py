"""The contract suite, and what only this plugin does."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from core.testing.contract import PluginContract
from core.testing.contract_base import PluginTests
from core.testing.county import County
from core.testing.factories import User
from plugins._template.models import (
    SampleEntry,
    SamplePage,
)
from plugins._template.services import publish_entry


class TestContract(PluginContract):
    slug = "sample"


@pytest.mark.django_db
class TestEntries(PluginTests):
    slug = "sample"

    def test_an_entry_is_on_the_page_and_at_its_own_address(
        self, enabled: County, client: Client, manager_on: User
    ) -> None:
        entry = publish_entry(subsite=enabled.shiqiao, title="灯会开幕", text="晚上七点。", by=manager_on)
        page = SamplePage(
            title="列表",
            slug="list",
            locale=enabled.home("shiqiao").locale,
        )
        enabled.home("shiqiao").add_child(instance=page)
        listed = client.get("/list/", headers={"host": "shiqiao.localhost"})
        assert f'href="/-/sample/{entry.pk}/"' in listed.content.decode()
        shown = client.get(
            f"/-/sample/{entry.pk}/",
            headers={"host": "shiqiao.localhost"},
        )
        assert "晚上七点。" in shown.content.decode()

    def test_an_entry_is_not_shown_on_another_subsite(
        self, enabled: County, client: Client, manager_on: User
    ) -> None:
        self.switch_on(enabled.finance)
        entry = publish_entry(subsite=enabled.shiqiao, title="灯会开幕", text="", by=manager_on)
        address = f"/departments/finance/-/sample/{entry.pk}/"
        assert client.get(address, headers={"host": "localhost"}).status_code == 404

    def test_only_who_may_publishes(self, enabled: County, manager_off: User) -> None:
        with pytest.raises(PermissionDenied):
            publish_entry(subsite=enabled.shiqiao, title="不行", text="", by=manager_off)
        assert SampleEntry.objects.count() == 0

    def test_the_setting_says_how_many_entries_a_page_shows(
        self, enabled: County, client: Client, manager_on: User
    ) -> None:
        client.force_login(manager_on)
        for number in range(3):
            publish_entry(subsite=enabled.shiqiao, title=f"条目{number}", text="", by=manager_on)
        page = SamplePage(
            title="列表",
            slug="list",
            locale=enabled.home("shiqiao").locale,
        )
        enabled.home("shiqiao").add_child(instance=page)
        client.post(
            reverse("plugin_settings", args=["shiqiao", "sample"]),
            {"per_page": 2, "welcome": "欢迎"},
        )
        shown = client.get("/list/", headers={"host": "shiqiao.localhost"})
        assert [item["entry"].title for item in shown.context_data["entries"]] == ["条目2", "条目1"]
        assert "欢迎" in shown.content.decode()

    def test_the_api_lists_entries(self, enabled: County, client: Client, manager_on: User) -> None:
        entry = publish_entry(subsite=enabled.shiqiao, title="灯会开幕", text="", by=manager_on)
        rows = client.get("/api/v1/sample/entries/").json()["results"]
        assert [row["id"] for row in rows] == [entry.pk]
