"""The contract suite, fifth part: the administration, for people of the one office and of the other."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from django.urls import reverse

from core.access.actors import SYSTEM
from core.accounts.models import User
from core.plugin_api import disable_plugin, enable_plugin, is_enabled, require_cleared
from core.plugin_api.viewsets import SubsiteViewSet
from core.plugin_host.dashboard import panels_for
from core.plugin_host.models import PluginFault
from core.review.codes import shown
from core.review.models import Publication, Verdict
from core.review.origin import importing
from core.review.querysets import supplied_by, waiting_for
from core.review.services import decide, set_rule, submit_item

from .contract_base import PluginTests, statuses
from .county import County
from .factories import UserFactory


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
        if declared := self.contributions("dashboard_panels"):
            self.make_content(enabled.shiqiao)
            self.make_content(enabled.baijie)
        request = rf.get("/admin/")
        for person, wanted in (
            (manager_on, [f"{owned.id}@shiqiao" for owned in declared]),
            (manager_off, []),
        ):
            request.user = person
            met = [panel.name for panel in panels_for(request) if panel.name.startswith(f"{self.slug}.")]
            assert met == wanted, "say in testing.make_content what its panels would show"
        assert list(PluginFault.objects.filter(slug=self.slug)) == []

    def test_content_is_reviewed_only_while_it_is_on(
        self, enabled: County, client: Client, manager_on: User
    ) -> None:
        approver = UserFactory(role="approver", role__subsite=enabled.shiqiao)
        for owned in self.contributions("reviewable_kinds"):
            kind = owned.contribution
            with importing("contract suite"):  # a kind before this one may have its chain already
                row = self.make_row(kind.model, enabled.shiqiao)
            require_cleared(owned.id, row)  # without a chain: in force at once, under a code
            code = shown(Publication.objects.get(kind=owned.id, object_id=str(row.pk)).code)
            set_rule(by=SYSTEM, subsite=enabled.shiqiao, kind=owned.id, approval_hours=4)
            review = submit_item(
                kind=owned.id, object_id=str(row.pk), subsite=enabled.shiqiao, title=str(row),
                content=kind.content(row), by=manager_on, note="合同",
            )  # fmt: skip
            item = reverse("review_item", args=[review.pk])
            for switch, on in ((enable_plugin, True), (disable_plugin, False)):
                switch(subsite=enabled.shiqiao, slug=self.slug, by=SYSTEM)
                assert (review in waiting_for(approver)) is on
                assert (review in supplied_by(manager_on)) is on
                assert (item in self._seen(client, approver, reverse("review_desk"))) is on
                assert (client.get(item).status_code == 200) is on
                rules = self._seen(client, manager_on, reverse("review_rules"))
                assert (f'<option value="{owned.id}">' in rules) is on
                assert statuses(client, enabled.shiqiao, f"-/verify/{code}/") == ({200} if on else {404})
            with pytest.raises(ValidationError):
                decide(review=review, step="approval", verdict=Verdict.PASSED, by=approver)
            enable_plugin(subsite=enabled.shiqiao, slug=self.slug, by=SYSTEM)

    def _seen(self, client: Client, person: User, address: str) -> str:
        client.force_login(person)
        return client.get(address).content.decode()
