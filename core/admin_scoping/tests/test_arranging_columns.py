"""Columns are arranged by whoever holds `manage_columns`: every way to add, copy, move or delete one asks for it."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from core.access.actors import SYSTEM
from core.access.services import assign_role
from core.accounts.models import User
from core.admin_scoping.acting import acting_as
from core.pages.models import ColumnPage
from core.testing.county import County, make_article, make_column
from core.testing.factories import UserFactory

ADD = "wagtailadmin_pages:add"
COLUMN = {
    "title": "栏目", "slug": "another-column", "kind": "news", "introduction": "", "keywords": "",
    "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
}  # fmt: skip


def column(county: County, slug: str = "news", office: str = "shiqiao") -> Any:
    return county.home(office).get_children().get(slug=slug).specific


def tree() -> list[tuple[int, str]]:
    """Every page with its place."""
    return list(Page.objects.order_by("pk").values_list("pk", "path"))


def signed_in(client: Client, county: County, role: str) -> User:
    person = UserFactory(role=role, role__subsite=county.shiqiao)
    client.force_login(person)
    return person


type Try = tuple[str, dict[str, Any]]


def tries(county: County) -> dict[str, Try]:
    """Address and body of each way through the administration."""
    news, home, empty = column(county), county.home("shiqiao"), column(county, "policy")

    def api(action: str, **body: Any) -> Try:
        return reverse("wagtailadmin_api:pages:action", args=[news.pk, action]), body

    def bulk(action: str, of: Any, **body: Any) -> Try:
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        return f"{address}?id={of.pk}", body

    page = "wagtailadmin_pages"
    return {
        "add": (reverse(ADD, args=["core_pages", "columnpage", home.pk]), dict(COLUMN)),
        "add below a column": (reverse(ADD, args=["core_pages", "columnpage", news.pk]), dict(COLUMN)),
        "add an index of offices": (
            reverse(ADD, args=["core_pages", "officespage", home.pk]),
            {**COLUMN, "lists": ""},
        ),
        "copy": (
            reverse(f"{page}:copy", args=[news.pk]),
            {"new_title": "副本", "new_slug": "copied", "new_parent_page": str(home.pk)},
        ),
        "move": (reverse(f"{page}:move_confirm", args=[empty.pk, news.pk]), {}),
        "reorder": (f"{reverse(f'{page}:set_page_position', args=[empty.pk])}?position=0", {}),
        "delete": (reverse(f"{page}:delete", args=[empty.pk]), {}),
        "unpublish": (reverse(f"{page}:unpublish", args=[empty.pk]), {}),
        "move by bulk action": bulk("move", empty, chooser=str(news.pk)),
        "delete by bulk action": bulk("delete", empty),
        "API copy": api("copy", slug="copied", keep_live=False, destination_page_id=home.pk),
        "API alias": api("create_alias", update_slug="alias", destination_page_id=home.pk),
        "API move": (
            reverse("wagtailadmin_api:pages:action", args=[empty.pk, "move"]),
            {"destination_page_id": news.pk, "position": "last-child"},
        ),
        "API translation": api("copy_for_translation", locale="en", copy_parents=True),
        "API delete": api("delete"),
        "API unpublish": api("unpublish"),
    }


def attempt(client: Client, way: Try) -> int:
    address, body = way
    kind = {"content_type": "application/json"} if "/api/" in address else {}
    return client.post(address, body, **kind).status_code


@pytest.mark.parametrize("role", ["contributor", "reviewer", "approver"])
def test_who_may_not_arrange_columns_changes_none(county: County, client: Client, role: str) -> None:
    signed_in(client, county, role)
    before = tree(), sorted(ColumnPage.objects.live().values_list("pk", flat=True))
    found = {name: attempt(client, way) for name, way in tries(county).items()}
    assert (tree(), sorted(ColumnPage.objects.live().values_list("pk", flat=True))) == before
    assert {name for name, status in found.items() if status in {200, 201, 204}} <= {"reorder"}


@pytest.mark.parametrize("name", [
    "add", "add below a column", "copy", "move", "reorder", "delete", "unpublish", "move by bulk action",
    "delete by bulk action", "API copy", "API alias", "API move", "API delete", "API unpublish",
])  # fmt: skip
def test_the_manager_does_each(county: County, client: Client, name: str) -> None:
    signed_in(client, county, "manager")
    before = tree(), sorted(ColumnPage.objects.live().values_list("pk", flat=True))
    assert attempt(client, tries(county)[name]) in {200, 201, 204, 302}
    assert (tree(), sorted(ColumnPage.objects.live().values_list("pk", flat=True))) != before


def test_types_that_one_may_not_make_are_not_offered(county: County, client: Client) -> None:
    offered = {}
    for role in ("contributor", "manager"):
        signed_in(client, county, role)
        answer = client.get(reverse("wagtailadmin_pages:add_subpage", args=[column(county).pk]), follow=True)
        offered[role] = answer.redirect_chain or [found[2] for found in answer.context["page_types"]]
    assert "columnpage" not in str(offered["contributor"])
    assert "columnpage" in str(offered["manager"])
    signed_in(client, county, "contributor")
    form = client.get(reverse(ADD, args=["core_pages", "columnpage", column(county).pk]))
    assert (form.status_code, form["Location"]) == (302, reverse("wagtailadmin_home"))


def test_articles_are_no_columns(county: County, client: Client) -> None:
    person = signed_in(client, county, "contributor")
    article = make_article(column(county), "草稿", live=False)
    tester = article.permissions_for_user(person)
    assert (tester.can_delete(), tester.can_move_to(column(county, "policy")), tester.can_copy()) == (
        True,
        True,
        True,
    )
    assert column(county).permissions_for_user(person).can_add_subpage() is True
    assert column(county).permissions_for_user(person).can_edit() is True


def test_a_manager_elsewhere_arranges_only_there(county: County, client: Client) -> None:
    person = signed_in(client, county, "contributor")
    assign_role(user=person, role="manager", subsite=county.baijie, by=SYSTEM)
    person = User.objects.get(pk=person.pk)
    target = county.home("baijie")
    assert column(county).permissions_for_user(person).can_copy_to(target) is False
    own = make_column(target, "extra", "另一栏")
    assert own.permissions_for_user(person).can_copy_to(target) is True
    assert own.permissions_for_user(person).can_copy_to(county.home("shiqiao")) is False
    assert own.permissions_for_user(person).can_move_to(county.home("shiqiao")) is False


def test_the_check_lies_below_the_screens(county: County) -> None:
    """Whatever code is run for somebody at work in the administration."""
    person = UserFactory(role="approver", role__subsite=county.shiqiao)
    home, news, policy = county.home("shiqiao"), column(county), column(county, "policy")
    before = tree()
    with acting_as(person):
        for way in (
            lambda: home.add_child(instance=ColumnPage(title="新栏目", slug="new", live=False)),
            lambda: news.copy(to=home, keep_live=False, update_attrs={"slug": "copied"}),
            lambda: news.create_alias(parent=home, update_slug="alias"),
            lambda: policy.move(news, pos="last-child"),
            lambda: policy.delete(),
        ):
            with pytest.raises(PermissionDenied), transaction.atomic():
                way()
    assert tree() == before
    home.add_child(instance=ColumnPage(title="新栏目", slug="new", live=False))
    assert len(tree()) == len(before) + 1
