"""The admin API's page actions: what the explorer lets one do with own pages, and nothing of another office."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, Revision

from core.access.actors import SYSTEM
from core.access.services import assign_role
from core.accounts.models import User
from core.media.models import Picture
from core.pages.models import ArticlePage
from core.testing.county import County, make_article
from core.testing.factories import UserFactory


def column(county: County, slug: str = "news", office: str = "shiqiao") -> Any:
    return county.home(office).get_children().get(slug=slug).specific


def call(client: Client, page: Page, action: str, **body: Any) -> Any:
    address = reverse("wagtailadmin_api:pages:action", args=[page.pk, action])
    return client.post(address, body, content_type="application/json")


def parent_of(page: Page) -> Page:
    found: Page = Page.objects.get(pk=page.pk).get_parent()
    return found


@pytest.mark.parametrize(("role", "live"), [("contributor", False), ("approver", True), ("manager", True)])
@pytest.mark.parametrize("office", ["shiqiao", "portal"])
@pytest.mark.parametrize("position", [{}, {"position": "first-child"}])
def test_an_own_page_moves_within_the_office(
    county: County, client: Client, role: str, live: bool, office: str, position: dict[str, str]
) -> None:
    article = make_article(column(county, office=office), "石桥镇的文章", live=live)
    target = column(county, "policy", office)
    client.force_login(UserFactory(role=role, role__subsite=getattr(county, office)))
    answer = call(client, article, "move", destination_page_id=target.pk, **position)
    assert answer.status_code == 200, answer.content
    assert parent_of(article) == target.page_ptr


def test_who_may_not_publish_moves_nothing_that_is_live(county: County, client: Client) -> None:
    article = make_article(column(county), "石桥镇的文章")
    client.force_login(UserFactory(role="contributor", role__subsite=county.shiqiao))
    assert call(client, article, "move", destination_page_id=column(county, "policy").pk).status_code == 403
    assert parent_of(article) == column(county).page_ptr


@pytest.mark.parametrize("action", ["move", "copy", "create_alias"])
def test_a_foreign_place_is_not_there(county: County, client: Client, action: str) -> None:
    article = make_article(column(county), "石桥镇的文章")
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    pages = Page.objects.count()
    for place in (column(county, office="baijie").pk, 999999):
        answer = call(client, article, action, destination_page_id=place)
        assert answer.status_code == 404
        assert "百节" not in answer.content.decode()
    assert (parent_of(article), Page.objects.count()) == (column(county).page_ptr, pages)


def in_two(county: County, client: Client) -> User:
    """A manager of Shiqiao and of the finance bureau."""
    person = UserFactory(role="manager", role__subsite=county.shiqiao)
    assign_role(user=person, role="manager", subsite=county.finance, by=SYSTEM)
    client.force_login(person)
    found: User = User.objects.get(pk=person.pk)
    return found


def test_nobody_moves_a_page_between_offices_but_the_centre(county: County, client: Client) -> None:
    article = make_article(column(county), "石桥镇的文章")
    target = column(county, office="finance")
    in_two(county, client)
    assert call(client, article, "move", destination_page_id=target.pk).status_code == 403
    confirm = reverse("wagtailadmin_pages:move_confirm", args=[article.pk, target.pk])
    assert client.post(confirm)["Location"] == reverse("wagtailadmin_home")
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    assert client.post(f"{bulk}?id={article.pk}", {"chooser": target.pk}).status_code == 200
    assert parent_of(article) == column(county).page_ptr
    client.force_login(UserFactory(role="central_administrator", role__subsite=county.portal))
    assert call(client, article, "move", destination_page_id=target.pk).status_code == 200
    assert parent_of(article) == target.page_ptr


def copy_on_screen(client: Client, page: Page, place: Page) -> Any:
    values = {"new_title": "副本", "new_slug": "copied", "new_parent_page": place.pk}
    return client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), values)


def test_a_copy_takes_nothing_along_that_may_not_be_named_there(county: County, client: Client) -> None:
    in_two(county, client)
    secret = make_article(column(county), "石桥镇的草稿", live=False)
    text = [{"type": "paragraph", "value": f'<p><a linktype="page" id="{secret.pk}">草稿</a></p>'}]
    article = make_article(column(county), "石桥镇的文章", body=text)
    target = column(county, office="finance")
    pages = Page.objects.count()
    refusal = "所引用的页面属于其他单位且尚未公开。"
    for action in ("copy", "create_alias"):
        answer = call(client, article, action, destination_page_id=target.pk)
        assert answer.status_code == 400
        assert refusal in str(answer.json())
    assert refusal in copy_on_screen(client, article, target).content.decode()
    assert Page.objects.count() == pages
    assert call(client, article, "copy", slug="here", keep_live=False).status_code == 201
    secret.live = True
    secret.save()
    assert copy_on_screen(client, article, target).status_code == 302
    copied = Page.objects.get(slug="copied")
    assert copied.get_parent() == target.page_ptr


def test_a_whole_column_is_looked_through(county: County, client: Client) -> None:
    in_two(county, client)
    source = column(county, "policy")
    secret = make_article(column(county), "石桥镇的草稿", live=False)
    inside = make_article(source, "栏目内的文章")
    text = '<p><a linktype="page" id="{}">见</a></p>'
    inside.body = [{"type": "paragraph", "value": text.format(secret.pk)}]
    inside.save()
    home = county.home("finance")
    body = {"destination_page_id": home.pk, "slug": "taken", "keep_live": False, "recursive": True}
    assert call(client, source, "copy", **body).status_code == 400
    inside.body = [{"type": "paragraph", "value": text.format(source.pk)}]
    inside.save()
    assert call(client, source, "copy", **body).status_code == 201
    assert Page.objects.get(slug="taken").get_children().count() == 1


def test_an_old_text_that_names_another_office_s_does_not_come_back(county: County, client: Client) -> None:
    article = make_article(column(county), "石桥镇的文章")
    old = article.save_revision()
    picture = Picture.objects.create(
        title="百节镇的内部图", file=get_test_image_file(), collection_id=county.baijie.collection_id
    )
    Revision.objects.filter(pk=old.pk).update(content={**old.content, "lead_picture": picture.pk})
    newest = article.save_revision()
    client.force_login(UserFactory(role="contributor", role__subsite=county.shiqiao))
    answer = call(client, article, "revert_to_page_revision", revision_id=old.pk)
    assert answer.status_code == 400
    assert "百节" not in answer.content.decode()
    assert ArticlePage.objects.get(pk=article.pk).latest_revision == newest
    fine = call(client, article, "revert_to_page_revision", revision_id=newest.pk)
    assert fine.status_code == 200, fine.content


def test_own_pages_are_published_taken_back_and_deleted(county: County, client: Client) -> None:
    client.force_login(UserFactory(role="approver", role__subsite=county.shiqiao))
    article = make_article(column(county), "石桥镇的文章", live=False)
    foreign = make_article(column(county, office="baijie"), "百节镇的文章")
    for action, status, live in (("publish", 200, True), ("unpublish", 200, False), ("delete", 204, None)):
        assert call(client, foreign, action).status_code == 404
        assert call(client, article, action).status_code == status
        found = Page.objects.filter(pk=article.pk).first()
        assert (found.live if found else None) is live
    assert Page.objects.get(pk=foreign.pk).live is True
