"""The contract suite, second part: what citizens meet, with the plugin on here and off there."""

from typing import Any

import pytest
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.models import Page

from core.access.actors import SYSTEM
from core.pages.querysets import public_pages
from core.plugin_api import HomeBlock, PageSlot, RenderContext, disable_plugin, enable_plugin, is_enabled
from core.plugin_host import home_blocks
from core.plugin_host.collecting import open_contributions
from core.plugin_host.gate import exclude_gated
from core.plugin_host.models import PluginFault
from core.plugin_host.public_urls import resolve_plugin_url, resolver_of
from core.plugin_host.rendering import render_contribution
from core.search.services import rebuild_index
from core.slots.rendering import slots_of
from core.tenancy.table import SubsiteEntry, subsite_table

from .contract_base import PluginTests, answers, below_home, statuses
from .county import County, make_column


def entry_of(subsite: Any) -> SubsiteEntry:
    """The subsite's entry in the table."""
    return subsite_table().by_id[subsite.pk]


def texts(client: Client, subsite: Any, below: str = "") -> list[str]:
    """What an address says on each of the subsite's hosts; all have to answer."""
    found = answers(client, subsite, below)
    assert {answer.status_code for answer in found} == {200}, below
    return [answer.content.decode() for answer in found]


@pytest.mark.django_db
class PublicContract(PluginTests):
    """What the public sees, at both addresses of a subsite: below the portal's, and on a hostname of its own."""

    def test_it_is_on_here_and_off_there(self, enabled: County) -> None:
        assert is_enabled(self.slug, enabled.shiqiao) is True
        assert is_enabled(self.slug, enabled.baijie) is False

    def test_pages_answer_under_both_addresses_only_where_it_is_on(
        self, enabled: County, client: Client
    ) -> None:
        for model in self.page_types:
            on = self.make_page(model, enabled.home("shiqiao"))
            off = self.make_page(model, enabled.home("baijie"))
            name = model.__name__
            assert len(answers(client, enabled.shiqiao, below_home(on))) == 2, "path and hostname"
            assert statuses(client, enabled.shiqiao, below_home(on)) == {200}, f"{name} does not answer"
            assert statuses(client, enabled.baijie, below_home(off)) == {404}, f"{name} answers though off"
            disable_plugin(subsite=enabled.shiqiao, slug=self.slug, by=SYSTEM)
            assert statuses(client, enabled.shiqiao, below_home(on)) == {404}, f"{name} answers though off"
            enable_plugin(subsite=enabled.shiqiao, slug=self.slug, by=SYSTEM)
            assert statuses(client, enabled.shiqiao, below_home(on)) == {200}

    def test_pages_are_listed_and_mapped_only_where_it_is_on(self, enabled: County, client: Client) -> None:
        for model in self.page_types:
            on = self.make_page(model, enabled.home("shiqiao"))
            off = self.make_page(model, enabled.home("baijie"))
            for listing in (exclude_gated(Page.objects.all()), public_pages(Page.objects.all())):
                found = set(listing.filter(pk__in=[on.pk, off.pk]).values_list("pk", flat=True))
                assert found == {on.pk}
            assert all(f"/{on.slug}/" in text for text in texts(client, enabled.shiqiao, "sitemap.xml"))
            assert not any(f"/{off.slug}/" in text for text in texts(client, enabled.baijie, "sitemap.xml"))

    def test_pages_are_in_menus_columns_and_feeds_only_where_it_is_on(
        self, enabled: County, client: Client
    ) -> None:
        for model in self.page_types:
            for subsite, shown in ((enabled.shiqiao, True), (enabled.baijie, False)):
                home = enabled.home(subsite.organisation.slug)
                in_menu = self.make_page(model, home)
                in_menu.show_in_menus = True
                in_menu.save(clean=False)
                column = make_column(home, f"contract-{model._meta.model_name}", "合同栏目")
                listed = self.make_page(model, column)
                for text in texts(client, subsite):
                    assert (f"/{in_menu.slug}/" in text) is shown, f"{model.__name__} in the menu"
                for place in ("", "rss.xml", "atom.xml"):
                    for text in texts(client, subsite, f"{column.slug}/{place}"):
                        assert (f"/{listed.slug}/" in text) is shown, (
                            f"{model.__name__} in {place or 'a column'}"
                        )

    def test_the_search_finds_pages_only_where_it_is_on(self, enabled: County, client: Client) -> None:
        for number, model in enumerate(self.page_types, start=1):
            pages = {slug: self.make_page(model, enabled.home(slug)) for slug in ("shiqiao", "baijie")}
            for page in pages.values():
                page.title = "合同检索样页"
                page.save(clean=False)
            rebuild_index([model])
            for subsite, scope in ((enabled.shiqiao, ""), (enabled.baijie, ""), (enabled.portal, "all")):
                for answer in answers(client, subsite, f"-/search/?q=合同检索样页&scope={scope}"):
                    found = {
                        result.url.rstrip("/").rpartition("/")[2] for result in answer.context["results"]
                    }
                    assert (pages["shiqiao"].slug in found) is (subsite != enabled.baijie)
                    assert answer.context["total"] == (0 if subsite == enabled.baijie else number)

    def test_public_addresses_answer_only_where_it_is_on(self, enabled: County, client: Client) -> None:
        declared = resolver_of(self.config) is not None
        on = self.public_addresses(enabled.shiqiao, self.make_content(enabled.shiqiao))
        off = self.public_addresses(enabled.baijie, self.make_content(enabled.baijie))
        assert bool(on) is bool(off) is declared, "say in testing.make_content what stands at its addresses"
        found = {rest: statuses(client, enabled.shiqiao, f"-/{self.slug}/{rest}") for rest in on}
        assert ({200} in found.values()) is declared, found
        for rest in ("", "1/", "nothing/here/", *off):
            assert statuses(client, enabled.baijie, f"-/{self.slug}/{rest}") == {404}, rest
            with pytest.raises(Http404):
                resolve_plugin_url(self.slug, rest, entry_of(enabled.baijie))
        disable_plugin(subsite=enabled.shiqiao, slug=self.slug, by=SYSTEM)
        for rest in on:
            assert statuses(client, enabled.shiqiao, f"-/{self.slug}/{rest}") == {404}, rest

    def test_the_api_knows_only_rows_of_where_it_is_on(self, enabled: County, client: Client) -> None:
        routes = self.contributions("api_routes")
        here, there = (
            self.make_content(each) if routes else [] for each in (enabled.shiqiao, enabled.baijie)
        )
        for owned in routes:
            model = owned.contribution.viewset.queryset.model
            on, off = ([row for row in rows if type(row) is model] for rows in (here, there))
            assert bool(on) is bool(off) is (model in self.row_types)
            address = reverse(f"{self.slug}:{owned.contribution.name}-list")
            detail = f"{self.slug}:{owned.contribution.name}-detail"
            assert client.get(address, {"subsite": "shiqiao"}).status_code == 200
            assert client.get(address, {"subsite": "baijie"}).status_code == 404
            for row in on:
                assert client.get(reverse(detail, args=[row.pk])).status_code == 200
            for row in off:
                assert client.get(reverse(detail, args=[row.pk])).status_code == 404
            disable_plugin(subsite=enabled.shiqiao, slug=self.slug, by=SYSTEM)
            assert client.get(address).status_code == 404
            for row in on:
                assert client.get(reverse(detail, args=[row.pk])).status_code == 404
            enable_plugin(subsite=enabled.shiqiao, slug=self.slug, by=SYSTEM)

    def test_slots_and_blocks_are_filled_only_where_it_is_on(
        self, enabled: County, rf: RequestFactory
    ) -> None:
        on, off = entry_of(enabled.shiqiao), entry_of(enabled.baijie)
        for point in (PageSlot, HomeBlock):
            mine = [owned for owned in open_contributions(point, subsite=on) if owned.owner == self.slug]
            assert mine == self.contributions(point.point)
            assert [o for o in open_contributions(point, subsite=off) if o.owner == self.slug] == []
        if not self.contributions("page_slots", "home_blocks"):
            return
        for subsite in (enabled.shiqiao, enabled.baijie):
            self.make_content(subsite)
        for owned in self.contributions("page_slots"):
            for entry, shown in ((on, True), (off, False)):
                request = rf.get("/", headers={"host": "localhost"})
                page = enabled.home(entry.slug)
                content = render_contribution(owned.contribution, RenderContext(entry, request, page))
                assert content, f"{owned.id} shows nothing: say in testing.make_content what it would show"
                filled = slots_of(request=request, page=page, subsite=entry)[owned.contribution.slot]
                assert (content in filled) is shown, owned.id
        for owned in self.contributions("home_blocks"):
            request = rf.get("/", headers={"host": "localhost"})
            assert home_blocks.render(owned.id, request=request, subsite=on), (
                f"{owned.id} shows nothing: say in testing.make_content what it would show"
            )
            assert home_blocks.render(owned.id, request=request, subsite=off) == ""
        assert list(PluginFault.objects.filter(slug=self.slug)) == []
