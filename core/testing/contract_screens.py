"""The contract suite, third part: the administration, for people of the one office and of the other."""

from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from core.access.actors import SYSTEM
from core.accounts.models import User
from core.plugin_api import disable_plugin, is_enabled
from core.plugin_api.viewsets import SubsiteViewSet
from core.plugin_host.dashboard import panels_for
from core.plugin_host.models import PluginFault

from .contract_base import PluginTests
from .county import County


def context_of(client: Client, address: str) -> dict[str, Any]:
    """What the template of an address receives."""
    answer: Any = client.get(address)
    context: dict[str, Any] = answer.context_data
    return context


@pytest.mark.django_db
class ScreenContract(PluginTests):
    """What staff see."""

    def test_screens_answer_only_people_of_where_it_is_on(
        self, enabled: County, client: Client, manager_on: User, manager_off: User
    ) -> None:
        for owned in self.contributions("admin_menu_items"):
            viewset = owned.contribution.viewset
            address = viewset.menu_url
            client.force_login(manager_on)
            assert client.get(address).status_code == 200, address
            menu = client.get(reverse("wagtailadmin_home")).content.decode()
            assert address in menu
            client.force_login(manager_off)
            assert client.get(address).status_code == 404, address
            assert address not in client.get(reverse("wagtailadmin_home")).content.decode()

    def test_screens_answer_404_once_it_is_off_everywhere(
        self, enabled: County, client: Client, manager_on: User
    ) -> None:
        client.force_login(manager_on)
        disable_plugin(subsite=enabled.shiqiao, slug=self.slug, by=SYSTEM)
        for owned in self.contributions("admin_menu_items"):
            assert client.get(owned.contribution.viewset.menu_url).status_code == 404

    def test_rows_of_another_office_do_not_exist(
        self, enabled: County, client: Client, manager_on: User
    ) -> None:
        self.switch_on(enabled.finance)
        client.force_login(manager_on)
        for owned in self.contributions("admin_menu_items"):
            viewset = owned.contribution.viewset
            if not isinstance(viewset, SubsiteViewSet) or viewset.model not in self.row_types:
                continue
            own = self.make_row(viewset.model, enabled.shiqiao)
            foreign = self.make_row(viewset.model, enabled.finance)
            for pattern in viewset.get_urlpatterns():
                if pattern.name is None or "pk" not in pattern.pattern.converters:
                    continue
                if len(pattern.pattern.converters) > 1:
                    continue
                name = viewset.get_url_name(pattern.name)
                answer = client.get(reverse(name, args=[foreign.pk]))
                assert answer.status_code == 404, f"{name} shows a row of another office"
                assert client.post(reverse(name, args=[foreign.pk])).status_code == 404
            names = {pattern.name for pattern in viewset.get_urlpatterns()}
            if "edit" in names:
                assert client.get(reverse(viewset.get_url_name("edit"), args=[own.pk])).status_code == 200
            listed = context_of(client, viewset.menu_url)["object_list"]
            assert own in listed
            assert foreign not in listed

    def test_a_row_cant_be_made_for_another_office(
        self, enabled: County, client: Client, manager_on: User
    ) -> None:
        self.switch_on(enabled.finance)
        client.force_login(manager_on)
        for owned in self.contributions("admin_menu_items"):
            viewset = owned.contribution.viewset
            names = {pattern.name for pattern in viewset.get_urlpatterns()}
            if not isinstance(viewset, SubsiteViewSet) or "add" not in names:
                continue
            address = reverse(viewset.get_url_name("add"))
            form = context_of(client, address).get("form")
            if form is not None and viewset.subsite_field in form.fields:
                offered = list(form.fields[viewset.subsite_field].queryset)
                assert offered == [enabled.shiqiao]
            client.post(address, {viewset.subsite_field: enabled.finance.pk})
            assert not viewset.model._default_manager.filter(
                **{viewset.subsite_field: enabled.finance}
            ).exists()

    def test_switches_say_what_would_disappear(
        self, enabled: County, client: Client, manager_on: User
    ) -> None:
        client.force_login(manager_on)
        pages = [self.make_page(model, enabled.home("shiqiao")) for model in self.page_types]
        context = context_of(client, reverse("plugin_switch_off", args=["shiqiao", self.slug]))
        if self.config.availability == "always_on":
            return
        assert context["affected"].pages == len(pages)
        client.post(reverse("plugin_switch_off", args=["shiqiao", self.slug]))
        assert is_enabled(self.slug, enabled.shiqiao) is False
        assert client.get(reverse("plugin_switches")).status_code == 200

    def test_settings_answer_only_where_it_is_on(
        self, enabled: County, client: Client, manager_on: User, manager_off: User
    ) -> None:
        for _owned in self.contributions("settings_forms"):
            client.force_login(manager_on)
            assert client.get(reverse("plugin_settings", args=["shiqiao", self.slug])).status_code == 200
            assert client.get(reverse("plugin_settings", args=["baijie", self.slug])).status_code == 404
            client.force_login(manager_off)
            assert client.get(reverse("plugin_settings", args=["baijie", self.slug])).status_code == 404

    def test_dashboard_panels_are_shown_only_where_it_is_on(
        self, enabled: County, manager_on: User, manager_off: User, rf: RequestFactory
    ) -> None:
        request = rf.get("/admin/")
        request.user = manager_off
        assert [panel.name for panel in panels_for(request) if panel.name.startswith(f"{self.slug}.")] == []
        request.user = manager_on
        panels_for(request)
        assert list(PluginFault.objects.filter(slug=self.slug)) == []
