"""An office's old addresses: made by its manager, below its own home page, to its own or public pages."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from wagtail.models import Page

from core.access.actors import SYSTEM
from core.audit.models import AuditRecord
from core.policy.plans import Change
from core.policy.rules import Rule, RuleKey
from core.policy.services import change_policy
from core.redirects.models import OfficeRedirect, normalised
from core.testing.county import County, make_article
from core.testing.factories import UserFactory


def news_of(county: County, slug: str) -> Page:
    return county.home(slug).get_children().get(slug="news")


def made(subsite: Any, old_address: str, **values: Any) -> OfficeRedirect:
    redirect: OfficeRedirect = OfficeRedirect.objects.create(
        subsite=subsite, old_address=old_address, **values
    )
    return redirect


def form(subsite: Any, **values: Any) -> dict[str, Any]:
    return {
        "subsite": subsite.pk,
        "old_address": "",
        "page": "",
        "address": "",
        "is_permanent": "on",
        **values,
    }


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("news/2019/flood.html", "news/2019/flood.html"),
        (" /news/2019/ ", "news/2019"),
        ("https://old.example/a/b/?c=d#e", "a/b"),
        ("/", ""),
    ],
)
def test_an_old_address_is_kept_without_its_ends(typed: str, kept: str) -> None:
    assert normalised(typed) == kept


def test_an_old_address_leads_on(county: County, client: Client) -> None:
    article = make_article(news_of(county, "shiqiao"), "防汛通知", slug="flood")
    made(county.shiqiao, "2019/flood.html", page=article.page_ptr)
    made(county.shiqiao, "gone", address="https://example.org/", is_permanent=False)
    found = client.get("/townships/shiqiao/2019/flood.html", headers={"host": "localhost"})
    assert (found.status_code, found["Location"]) == (301, "/townships/shiqiao/news/flood/")
    found = client.get("/2019/flood.html", headers={"host": "shiqiao.localhost"})
    assert (found.status_code, found["Location"]) == (301, "/news/flood/")
    found = client.get("/townships/shiqiao/gone/", headers={"host": "localhost"})
    assert (found.status_code, found["Location"]) == (302, "https://example.org/")
    for elsewhere in ("/2019/flood.html", "/townships/baijie/2019/flood.html", "/townships/shiqiao/other/"):
        assert client.get(elsewhere, headers={"host": "localhost"}).status_code == 404


def test_a_page_that_is_there_is_not_hidden(county: County, client: Client) -> None:
    made(county.shiqiao, "news", address="https://example.org/")
    assert client.get("/townships/shiqiao/news/", headers={"host": "localhost"}).status_code == 200


def test_it_does_not_lead_to_what_is_not_public(county: County, client: Client) -> None:
    draft = make_article(news_of(county, "shiqiao"), "草稿", live=False)
    made(county.shiqiao, "old", page=draft.page_ptr)
    assert client.get("/townships/shiqiao/old/", headers={"host": "localhost"}).status_code == 404


def test_a_manager_makes_changes_and_deletes(county: County, client: Client) -> None:
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    page = news_of(county, "shiqiao")
    data = form(county.shiqiao, old_address="/alt/seite/", page=page.pk)
    assert client.post("/admin/office-redirects/new/", data).status_code == 302
    redirect = OfficeRedirect.objects.get()
    assert (redirect.subsite, redirect.old_address, redirect.page_id) == (
        county.shiqiao, "alt/seite", page.pk
    )  # fmt: skip
    html = client.get("/admin/office-redirects/").content.decode()
    assert "alt/seite" in html
    data = form(county.shiqiao, old_address="alt", address="https://example.org/")
    assert client.post(f"/admin/office-redirects/edit/{redirect.pk}/", data).status_code == 302
    assert client.post(f"/admin/office-redirects/delete/{redirect.pk}/").status_code == 302
    assert not OfficeRedirect.objects.exists()
    actions = AuditRecord.objects.filter(action__startswith="redirects.").order_by("id")
    assert [record.action.rpartition(".")[2] for record in actions] == ["created", "changed", "deleted"]


def test_another_office_is_out_of_reach(county: County, client: Client) -> None:
    foreign = made(county.baijie, "百节", address="https://example.org/baijie/")
    draft = make_article(news_of(county, "baijie"), "百节镇的草稿", live=False)
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    assert "baijie" not in client.get("/admin/office-redirects/").content.decode()
    for screen in ("edit", "delete", "history"):
        assert client.get(f"/admin/office-redirects/{screen}/{foreign.pk}/").status_code == 404
    refused = client.post(
        "/admin/office-redirects/new/", form(county.baijie, old_address="x", address="https://example.org/")
    )
    assert list(refused.context["form"].errors) == ["subsite"]
    refused = client.post(
        "/admin/office-redirects/new/", form(county.shiqiao, old_address="x", page=draft.pk)
    )
    assert list(refused.context["form"].errors) == ["page"]
    assert "百节镇" not in refused.content.decode()
    assert OfficeRedirect.objects.count() == 1


@pytest.mark.parametrize("role", ["contributor", "approver", "auditor"])
def test_other_roles_have_no_redirects(county: County, client: Client, role: str) -> None:
    client.force_login(UserFactory(role=role, role__subsite=county.shiqiao))
    assert client.get("/admin/office-redirects/").status_code == 404
    assert "office-redirects" not in client.get("/admin/").content.decode()


def test_one_target_and_no_home_page(county: County, client: Client) -> None:
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    page = news_of(county, "shiqiao").pk
    for values in (
        {"old_address": "a"},
        {"old_address": "a", "page": page, "address": "https://example.org/"},
        {"old_address": "/", "page": page},
    ):
        assert client.post("/admin/office-redirects/new/", form(county.shiqiao, **values)).status_code == 200
    assert not OfficeRedirect.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        made(county.shiqiao, "a")
    made(county.shiqiao, "a", address="https://example.org/")
    with pytest.raises(IntegrityError), transaction.atomic():
        made(county.shiqiao, "a", address="https://example.org/")


def test_policy_for_a_role_counts_for_addresses_elsewhere(county: County, client: Client) -> None:
    key = RuleKey("external_links", profile="township", role="manager")
    change_policy(changes=[Change(key, Rule.FORBIDDEN)], by=SYSTEM)
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))

    def add(address: str) -> Any:
        data = form(county.shiqiao, old_address="alt", address=address)
        return client.post("/admin/office-redirects/new/", data)

    refused = add("https://example.org/")
    assert refused.context["form"].errors["address"] == ["主管单位不允许本站点链接到其他网站。请选择页面。"]
    assert not OfficeRedirect.objects.exists()
    # An address of this installation is no other website.
    assert add("http://shiqiao.localhost/news/").status_code == 302
    assert OfficeRedirect.objects.get().address == "http://shiqiao.localhost/news/"
