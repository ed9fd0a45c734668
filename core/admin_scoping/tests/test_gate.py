"""The administration is closed to offices, except for what is declared."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, ResolverMatch, URLPattern, URLResolver, get_resolver, reverse

from core.admin_scoping.gate import gated, is_closed_to_all, may_meet
from core.admin_scoping.objects import own_page, plain
from core.admin_scoping.surfaces import SCOPED, Surface, surfaces
from core.testing.county import County, make_article
from core.testing.factories import UserFactory

CLOSED = [
    "/admin/reports/site-history/",
    "/admin/reports/page-types-usage/",
    "/admin/localize/reports/translations/",
    "/admin/redirects/",
    "/admin/users/",
    "/admin/sites/",
    "/admin/locales/",
    "/admin/collections/",
    "/admin/snippets/",
    "/admin/policy/",
    "/admin/failwhale/",
]
CLOSED_EVEN_TO_THE_CENTRE = [
    "/admin/workflows/list/",
    "/admin/workflows/tasks/index/",
    "/admin/reports/workflow/",
    "/admin/reports/workflow_tasks/",
    "/admin/groups/",
]


def names_of_the_administration() -> Iterator[str]:
    def walk(resolver: Any, namespaces: tuple[str, ...]) -> Iterator[str]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
                yield from walk(pattern, inner)
            elif isinstance(pattern, URLPattern) and pattern.name:
                yield ":".join((*namespaces, pattern.name))

    yield from walk(get_resolver(), ())


def request_of(user: Any) -> HttpRequest:
    request = RequestFactory().get("/admin/")
    request.user = user
    return request


@pytest.mark.parametrize("address", CLOSED)
def test_an_office_meets_a_404_where_nothing_is_declared(
    county: County, client: Client, address: str
) -> None:
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    response = client.get(address)
    assert response.status_code == 404
    assert "wagtailadmin/404.html" in [template.name for template in response.templates]


@pytest.mark.parametrize("address", CLOSED_EVEN_TO_THE_CENTRE)
def test_nobody_needs_workflows_and_groups(county: County, client: Client, address: str) -> None:
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(address).status_code == 404


def test_the_centre_reaches_what_is_closed_to_offices(county: County, client: Client) -> None:
    client.force_login(UserFactory(role="central_administrator", role__subsite=county.portal))
    assert client.get("/admin/policy/").status_code == 200
    assert client.get("/admin/reports/page-types-usage/").status_code == 200


def test_a_visitor_is_sent_to_the_login(county: County, client: Client) -> None:
    response = client.get("/admin/users/")
    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=/admin/users/"
    assert client.get("/admin/login/").headers["Location"] == "/accounts/login/"


def test_every_declared_name_exists() -> None:
    known = set(names_of_the_administration())
    assert {name for name in surfaces() if name not in known} == set()


def test_what_is_closed_to_all_is_not_declared() -> None:
    assert [name for name in surfaces() if is_closed_to_all(name)] == []


def test_an_argument_without_a_check_closes_the_view(county: County, monkeypatch: Any) -> None:
    manager = UserFactory(role="manager", role__subsite=county.shiqiao)
    known = Surface("made:up", "For this test.", {"page_id": own_page})
    monkeypatch.setattr("core.admin_scoping.gate.surfaces", lambda: {"made:up": known})

    def match(**kwargs: Any) -> ResolverMatch:
        return ResolverMatch(print, (), kwargs, url_name="up", namespaces=["made"])

    home = county.shiqiao.root_page_id
    assert may_meet(request_of(manager), match(page_id=home)) is True
    assert may_meet(request_of(manager), match(page_id=county.baijie.root_page_id)) is False
    assert may_meet(request_of(manager), match(page_id=home, other=1)) is False
    assert may_meet(request_of(manager), match()) is True
    unnamed = ResolverMatch(print, (home,), {}, url_name="up", namespaces=["made"])
    assert may_meet(request_of(manager), unnamed) is False


def test_a_new_view_is_closed_and_a_marked_one_is_open(county: County) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("new")

    request = request_of(UserFactory(role="manager", role__subsite=county.shiqiao))
    request.session = {}  # type: ignore[assignment]
    request.resolver_match = ResolverMatch(gated(view), (), {}, url_name="new")
    assert gated(view)(request).status_code == 404
    setattr(view, SCOPED, True)
    request.resolver_match = ResolverMatch(gated(view), (), {}, url_name="new")
    assert gated(view)(request).status_code == 200


@pytest.mark.parametrize(
    "name",
    ["edit", "delete", "copy", "move", "usage", "history", "set_privacy", "unpublish", "view_draft", "lock"],
)
def test_the_screens_of_a_foreign_page_are_not_there(county: County, client: Client, name: str) -> None:
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    foreign = make_article(county.home("baijie").get_children()[0], "百节镇的内部草稿")
    response = client.get(reverse(f"wagtailadmin_pages:{name}", args=[foreign.pk]))
    assert response.status_code == 404
    assert "百节镇的内部草稿" not in response.content.decode()


def test_a_missing_page_and_a_foreign_one_answer_alike(county: County, client: Client) -> None:
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    foreign = client.get(reverse("wagtailadmin_pages:edit", args=[county.baijie.root_page_id]))
    missing = client.get(reverse("wagtailadmin_pages:edit", args=[10_000_000]))
    assert foreign.content == missing.content


def test_no_menu_item_leads_to_a_closed_screen(county: County, client: Client) -> None:
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    html = client.get("/admin/").content.decode()
    for address in [*CLOSED, *CLOSED_EVEN_TO_THE_CENTRE]:
        assert f'"{address}"' not in html
    assert "/admin/subsite-settings/" in html


def test_plain_is_not_used_for_pages() -> None:
    loose = [
        surface.name
        for surface in surfaces().values()
        if surface.objects and surface.objects.get("page_id") is plain
    ]
    assert loose == []
    with pytest.raises(NoReverseMatch):
        reverse("wagtailadmin_pages:nothing")
