"""The contract suite, second part: every public surface, with the plugin on here and off there."""

from importlib import import_module
from typing import Any

import pytest
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.module_loading import module_has_submodule
from wagtail.models import Page

from core.access.actors import SYSTEM
from core.pages.querysets import public_pages
from core.plugin_api import (
    HomeBlock,
    PageSlot,
    PersonalData,
    RetentionRule,
    SettingsForm,
    Subscription,
    SupervisionIndicator,
    Task,
    ask,
    disable_plugin,
    enable_plugin,
    is_enabled,
    plugin_settings,
)
from core.plugin_host import background, home_blocks
from core.plugin_host.collecting import open_contributions
from core.plugin_host.gate import exclude_gated
from core.plugin_host.keeping import apply_retention, erase_personal_data, export_personal_data
from core.plugin_host.models import PluginFault
from core.plugin_host.public_urls import resolve_plugin_url, resolver_of
from core.slots.rendering import slots_of
from core.tenancy.table import SubsiteEntry, subsite_table

from .contract_base import PluginTests, page_status
from .county import County, make_column
from .factories import UserFactory


def entry_of(subsite: Any) -> SubsiteEntry:
    """The subsite's entry in the table."""
    return subsite_table().by_id[subsite.pk]


@pytest.mark.django_db
class GateContract(PluginTests):
    """What the public, other plugins and the machinery see."""

    def test_it_is_on_here_and_off_there(self, enabled: County) -> None:
        assert is_enabled(self.slug, enabled.shiqiao) is True
        assert is_enabled(self.slug, enabled.baijie) is False

    def test_pages_answer_only_where_it_is_on(self, enabled: County, client: Client) -> None:
        for model in self.page_types:
            on = self.make_page(model, enabled.home("shiqiao"))
            off = self.make_page(model, enabled.home("baijie"))
            assert page_status(client, on) == 200, f"{model.__name__} does not answer where the plugin is on"
            assert page_status(client, off) == 404, f"{model.__name__} answers where the plugin is off"
            disable_plugin(subsite=enabled.shiqiao, slug=self.slug, by=SYSTEM)
            assert page_status(client, on) == 404
            enable_plugin(subsite=enabled.shiqiao, slug=self.slug, by=SYSTEM)
            assert page_status(client, on) == 200

    def test_pages_are_listed_only_where_it_is_on(self, enabled: County, client: Client) -> None:
        for model in self.page_types:
            on = self.make_page(model, enabled.home("shiqiao"))
            off = self.make_page(model, enabled.home("baijie"))
            for listing in (exclude_gated(Page.objects.all()), public_pages(Page.objects.all())):
                found = set(listing.filter(pk__in=[on.pk, off.pk]).values_list("pk", flat=True))
                assert found == {on.pk}
            maps = {
                slug: client.get(
                    f"/townships/{slug}/sitemap.xml", headers={"host": "localhost"}
                ).content.decode()
                for slug in ("shiqiao", "baijie")
            }
            assert f"/{on.slug}/" in maps["shiqiao"]
            assert f"/{off.slug}/" not in maps["baijie"]

    def test_pages_are_in_menus_and_feeds_only_where_it_is_on(self, enabled: County, client: Client) -> None:
        for model in self.page_types:
            for slug, shown in (("shiqiao", True), ("baijie", False)):
                column = make_column(enabled.home(slug), f"contract-{model._meta.model_name}", "合同栏目")
                page = self.make_page(model, column)
                Page.objects.filter(pk=page.pk).update(show_in_menus=True)
                address = f"/townships/{slug}/{column.slug}/"
                home = client.get(f"/townships/{slug}/", headers={"host": "localhost"}).content.decode()
                here = client.get(address, headers={"host": "localhost"}).content.decode()
                feed = client.get(f"{address}rss.xml", headers={"host": "localhost"}).content.decode()
                if not shown:
                    assert page.title not in home
                    assert page.title not in here
                    assert page.title not in feed

    def test_pages_can_be_made_only_where_it_is_on(self, enabled: County) -> None:
        for model in self.page_types:
            if model.can_exist_under(enabled.home("shiqiao")):
                assert model.can_create_at(enabled.home("shiqiao")) is True
            assert model.can_create_at(enabled.home("baijie")) is False

    def test_public_addresses_answer_only_where_it_is_on(self, enabled: County, client: Client) -> None:
        if resolver_of(self.config) is None:
            return
        for rest in ("", "1/", "nothing/here/"):
            with pytest.raises(Http404):
                resolve_plugin_url(self.slug, rest, entry_of(enabled.baijie))
            address = f"/townships/baijie/-/{self.slug}/{rest}"
            assert client.get(address, headers={"host": "localhost"}).status_code == 404

    def test_the_api_knows_only_rows_of_where_it_is_on(self, enabled: County, client: Client) -> None:
        for owned in self.contributions("api_routes"):
            model = owned.contribution.viewset.queryset.model
            if model not in self.row_types:
                continue
            on, off = self.make_row(model, enabled.shiqiao), self.make_row(model, enabled.baijie)
            address = reverse(f"{self.slug}:{owned.contribution.name}-list")
            assert client.get(address, {"subsite": "shiqiao"}).status_code == 200
            assert client.get(address, {"subsite": "baijie"}).status_code == 404
            detail = f"{self.slug}:{owned.contribution.name}-detail"
            assert client.get(reverse(detail, args=[off.pk])).status_code == 404
            disable_plugin(subsite=enabled.shiqiao, slug=self.slug, by=SYSTEM)
            assert client.get(address).status_code == 404
            assert client.get(reverse(detail, args=[on.pk])).status_code == 404

    def test_slots_and_blocks_are_filled_only_where_it_is_on(
        self, enabled: County, client: Client, rf: RequestFactory
    ) -> None:
        on, off = entry_of(enabled.shiqiao), entry_of(enabled.baijie)
        for point in (PageSlot, HomeBlock):
            mine = [owned for owned in open_contributions(point, subsite=on) if owned.owner == self.slug]
            assert mine == self.contributions(point.point)
            assert [o for o in open_contributions(point, subsite=off) if o.owner == self.slug] == []
        request = rf.get("/", headers={"host": "localhost"})
        for owned in self.contributions("page_slots"):
            slots_of(request=request, page=enabled.home("shiqiao"), subsite=on)[owned.contribution.slot]
        for owned in self.contributions("home_blocks"):
            home_blocks.render(owned.id, request=request, subsite=on)
            assert home_blocks.render(owned.id, request=request, subsite=off) == ""
        assert list(PluginFault.objects.filter(slug=self.slug)) == []

    def test_tasks_run_only_where_it_is_on(self, enabled: County) -> None:
        for owned in self.contributions(Task.point):
            assert background.run_plugin_task.func(owned.id, enabled.baijie.pk, {}) == "off"
            if owned.contribution.every is not None:
                assert background.run_plugin_task.func(owned.id, enabled.shiqiao.pk, {}) == "ran"

    def test_events_and_indicators_reach_it_only_where_it_is_on(self, enabled: County) -> None:
        for point in (Subscription, SupervisionIndicator):
            assert [
                o for o in open_contributions(point, subsite=enabled.baijie) if o.owner == self.slug
            ] == []
        for owned in self.contributions("supervision_indicators"):
            value = owned.contribution.measure(entry_of(enabled.shiqiao))
            assert value is None or isinstance(value, (int, float))

    def test_other_plugins_reach_it_only_where_it_is_on(self, enabled: County) -> None:
        has_public = module_has_submodule(self.config.module, "public")
        public = import_module(f"{self.config.name}.public") if has_public else None
        assert ask(self.slug, enabled.shiqiao) is public
        assert ask(self.slug, enabled.baijie) is None

    def test_settings_have_values_from_the_start(self, enabled: County) -> None:
        for owned in self.contributions(SettingsForm.point):
            values = plugin_settings(self.slug, entry_of(enabled.shiqiao))
            assert set(values) == set(owned.contribution.form().fields)

    def test_data_is_kept_when_it_is_switched_off(self, enabled: County) -> None:
        rows = [self.make_row(model, enabled.shiqiao) for model in self.row_types]
        pages = [self.make_page(model, enabled.home("shiqiao")) for model in self.page_types]
        disable_plugin(subsite=enabled.shiqiao, slug=self.slug, by=SYSTEM)
        for kept in (*rows, *pages):
            assert type(kept).objects.filter(pk=kept.pk).exists()

    def test_retention_export_and_erasure_run_though_it_is_off(self, county: County) -> None:
        for subsite in (county.portal, county.shiqiao, county.baijie, county.finance, county.intranet):
            self.switch_off(subsite)
        person = UserFactory()
        ran = apply_retention()
        assert {o.id for o in self.contributions(RetentionRule.point)} <= set(ran)
        mine = {owned.id for owned in self.contributions(PersonalData.point)}
        assert mine <= set(export_personal_data(person=person, by=SYSTEM))
        assert mine <= set(erase_personal_data(person=person, by=SYSTEM))
