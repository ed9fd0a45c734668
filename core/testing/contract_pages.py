"""The contract suite, fourth part: the plugin's pages and blocks in the administration, on and then off."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import NoReverseMatch, reverse
from wagtail.models import Page

from core.access.actors import SYSTEM
from core.accounts.models import User
from core.admin_scoping.objects import explored_page, own_page
from core.admin_scoping.surfaces import surfaces
from core.plugin_api import disable_plugin, enable_plugin
from core.search.services import rebuild_index

from .contract_base import PluginTests
from .county import County
from .factories import UserFactory

OPENED = ("edit", "view_draft", "delete", "unpublish", "copy", "move", "set_privacy", "usage", "history")
"""Page screens that a person who publishes there opens by GET while the plugin is on."""
EXPLORER = {"wagtailadmin_explore", "wagtailadmin_explore_results"}


def screens_of(page: Page) -> dict[str, str]:
    """The addresses of every screen of the administration that is about one page, by name, as they are declared."""
    found = {}
    for surface in surfaces().values():
        values: dict[str, Any] = dict.fromkeys(surface.objects or {}, 1)
        named = [
            name for name, check in (surface.objects or {}).items() if check in {own_page, explored_page}
        ]
        if not named or surface.name in EXPLORER or "parent_page_id" in named:
            continue
        values |= dict.fromkeys(named, page.pk)
        if "action_name" in values:
            values["action_name"] = "publish"
        try:
            found[surface.name] = reverse(surface.name, kwargs=values)
        except NoReverseMatch:
            found[surface.name] = reverse(
                surface.name, kwargs={**values, "destination_id": page.get_parent().pk}
            )
    found["review_submit"] = reverse("review_submit", args=[page.pk])
    session = ("wagtailcore", "page", page.pk, 1)
    return found | {"ping": reverse("wagtailadmin_editing_sessions:ping", args=session)}


def listings_of(page: Page) -> dict[str, tuple[str, dict[str, Any]]]:
    """(address, query) of the listings on which a page of one's own is met."""
    parent = page.get_parent().pk
    return {
        "explorer": (reverse("wagtailadmin_explore", args=[parent]), {}),
        "search": (reverse("wagtailadmin_pages:search"), {"q": page.title}),
        "search in a branch": (reverse("wagtailadmin_explore", args=[parent]), {"q": page.title}),
        "chooser": (reverse("wagtailadmin_choose_page_child", args=[parent]), {}),
        "search in the chooser": (reverse("wagtailadmin_choose_page_search"), {"q": page.title}),
        "chosen": (reverse("wagtailadmin_choose_page_chosen_multiple"), {"id": page.pk}),
        "API": (reverse("wagtailadmin_api:pages:listing"), {"child_of": parent}),
        "API of one": (reverse("wagtailadmin_api:pages:detail", args=[page.pk]), {}),
        "history": (reverse("office_history"), {}),
    }


def meets(client: Client, page: Page, address: str, query: dict[str, Any]) -> bool:
    """Whether a listing names the page, by its key or by the address of its editor."""
    text = client.get(address, query).content.decode()
    marks = (f"/pages/{page.pk}/", f'"id": {page.pk},', f'"id":{page.pk},', f'data-id=\\"{page.pk}\\"')
    return any(mark in text for mark in marks)


@pytest.mark.django_db
class PageContract(PluginTests):
    """What people see who work on the pages of an office, before and after the plugin is switched off there."""

    def test_pages_are_listed_searched_and_chosen_only_while_it_is_on(
        self, enabled: County, client: Client, manager_on: User
    ) -> None:
        client.force_login(manager_on)
        for model in self.page_types:
            page = self.make_page(model, enabled.home("shiqiao"))
            page.save_revision(user=manager_on, log_action=True, clean=False)
            rebuild_index([model])
            for switch, shown in ((enable_plugin, True), (disable_plugin, False)):
                switch(subsite=enabled.shiqiao, slug=self.slug, by=SYSTEM)
                found = {name: meets(client, page, *asked) for name, asked in listings_of(page).items()}
                assert found == dict.fromkeys(found, shown), model.__name__
            enable_plugin(subsite=enabled.shiqiao, slug=self.slug, by=SYSTEM)

    def test_every_screen_of_a_page_answers_404_once_it_is_off(
        self, enabled: County, client: Client, manager_on: User
    ) -> None:
        centre = UserFactory(role="central_administrator", role__subsite=enabled.portal)
        for model in self.page_types:
            page = self.make_page(model, enabled.home("shiqiao"))
            client.force_login(manager_on)
            screens = screens_of(page)
            for name in OPENED:
                assert client.get(screens[f"wagtailadmin_pages:{name}"]).status_code == 200, name
            disable_plugin(subsite=enabled.shiqiao, slug=self.slug, by=SYSTEM)
            for person in (manager_on, centre):
                client.force_login(person)
                met = {name: client.get(address).status_code for name, address in screens.items()}
                met |= {f"POST {name}": client.post(address).status_code for name, address in screens.items()}
                assert met == dict.fromkeys(met, 404), model.__name__
            assert model.objects.filter(pk=page.pk, live=True).exists()
            enable_plugin(subsite=enabled.shiqiao, slug=self.slug, by=SYSTEM)

    def test_pages_can_be_made_only_where_it_is_on(
        self, enabled: County, client: Client, manager_on: User
    ) -> None:
        client.force_login(manager_on)
        for model in self.page_types:
            home = enabled.home("shiqiao")
            possible = model.can_exist_under(home)
            add = reverse(
                "wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, home.pk]
            )
            offered = reverse("wagtailadmin_pages:add_subpage", args=[home.pk])
            assert model.can_create_at(home) is possible
            assert (client.get(add).status_code == 200) is possible
            assert (add in client.get(offered).content.decode()) is possible
            assert model.can_create_at(enabled.home("baijie")) is False
            disable_plugin(subsite=enabled.shiqiao, slug=self.slug, by=SYSTEM)
            assert model.can_create_at(enabled.home("shiqiao")) is False
            assert client.get(add).status_code == client.post(add).status_code == 404
            answer = client.get(offered, follow=True)
            assert add not in answer.content.decode()
            enable_plugin(subsite=enabled.shiqiao, slug=self.slug, by=SYSTEM)

    def test_blocks_of_a_home_page_are_offered_and_taken_only_while_it_is_on(
        self, enabled: County, client: Client, manager_on: User
    ) -> None:
        client.force_login(manager_on)
        home = enabled.home("shiqiao")
        editor = reverse("wagtailadmin_pages:edit", args=[home.pk])
        for owned in self.contributions("home_blocks"):
            choice = f"value=\\&quot;{owned.id}\\&quot;"
            assert choice in client.get(editor).content.decode(), owned.id
            _with_block(home, owned.id).full_clean()
            disable_plugin(subsite=enabled.shiqiao, slug=self.slug, by=SYSTEM)
            assert choice not in client.get(editor).content.decode(), owned.id
            with pytest.raises(ValidationError) as refusal:
                _with_block(home, owned.id).full_clean()
            assert list(refusal.value.message_dict) == ["body"]
            assert _save(client, editor, owned.id).status_code == 200, (
                "a new block of a plugin that is off is saved"
            )
            assert enabled.home("shiqiao").held_home_blocks() == []
            kept = _with_block(home, owned.id)
            kept.save(clean=False)
            assert choice in client.get(editor).content.decode(), (
                f"{owned.id} is stored and no longer a choice"
            )
            kept.full_clean()
            assert _save(client, editor, owned.id).status_code == 302, "a block that was there hinders saving"
            kept.body = []
            kept.save(clean=False)
            kept.revisions.all().delete()
            enable_plugin(subsite=enabled.shiqiao, slug=self.slug, by=SYSTEM)


def _with_block(home: Any, contribution_id: str) -> Any:
    home.body = [("plugin_slot", {"contribution": contribution_id, "title": ""})]
    return home


def _save(client: Client, editor: str, contribution_id: str) -> Any:
    """Save the home page's form as it is, but with this one block as its content."""
    answer: Any = client.get(editor)
    form = answer.context["form"]
    data = {
        bound.html_name: "" if (value := bound.value()) is None or value is False else value
        for bound in form
        if bound.name != "body"
    }
    for formset in form.formsets.values():
        data |= {f"{formset.prefix}-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    body = {"count": 1, "0-type": "plugin_slot", "0-order": 0, "0-deleted": ""}
    data |= {f"body-{name}": value for name, value in body.items()}
    data |= {"body-0-value-contribution": contribution_id, "body-0-value-title": ""}
    return client.post(editor, data)
