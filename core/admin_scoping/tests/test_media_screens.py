"""Pictures, attachments, their tags and bulk actions: only the own office's are offered or named."""

import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from core.access.actors import SYSTEM
from core.access.services import assign_role
from core.media.models import Attachment, Picture
from core.testing.county import County, make_article
from core.testing.factories import UserFactory


@pytest.fixture
def media(county: County, client: Client) -> dict[str, Any]:
    """One picture and one attachment of two offices, with tags."""
    found: dict[str, Any] = {}
    for slug, name in (("shiqiao", "石桥镇"), ("baijie", "百节镇")):
        collection = getattr(county, slug).collection_id
        picture = Picture.objects.create(
            title=f"{name}的图", file=get_test_image_file(), collection_id=collection
        )
        attachment = Attachment.objects.create(
            title=f"{name}的表", file=ContentFile(b"a", f"{slug}.csv"), collection_id=collection
        )
        picture.tags.add(f"标签{slug}picture")
        attachment.tags.add(f"标签{slug}attachment")
        found[f"{slug} picture"], found[f"{slug} attachment"] = picture, attachment
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    return found


@pytest.mark.parametrize("address", ["/admin/images/", "/admin/images/results/", "/admin/images/chooser/"])
def test_tags_of_pictures(client: Client, media: dict[str, Any], address: str) -> None:
    text = client.get(address).content.decode()
    html = json.loads(text)["html"] if text.startswith("{") else text
    assert "石桥镇的图" in html
    assert "baijie" not in html
    assert "百节镇" not in html
    if address != "/admin/images/results/":
        assert "标签shiqiaopicture" in html


def test_tags_of_attachments(client: Client, media: dict[str, Any]) -> None:
    html = client.get("/admin/documents/").content.decode()
    assert "标签shiqiaoattachment" in html
    assert "baijie" not in html


def test_tags_while_typing(county: County, client: Client, media: dict[str, Any]) -> None:
    offered = client.get("/admin/tag-autocomplete/", {"term": "标签"}).json()
    assert offered == ["标签shiqiaoattachment", "标签shiqiaopicture"]
    assert client.get("/admin/tag-autocomplete/taggit/tag/", {"term": "标签b"}).json() == []
    assert client.get("/admin/tag-autocomplete/core_media/picture/", {"term": "标签"}).status_code == 404
    client.force_login(UserFactory(role="central_administrator", role__subsite=county.portal))
    assert len(client.get("/admin/tag-autocomplete/", {"term": "标签"}).json()) == 4


@pytest.mark.parametrize(
    ("model", "kind"), [("core_media/picture", "picture"), ("core_media/attachment", "attachment")]
)
def test_bulk_actions_leave_foreign_media_out(
    client: Client, media: dict[str, Any], model: str, kind: str
) -> None:
    own, foreign = media[f"shiqiao {kind}"], media[f"baijie {kind}"]
    address = f"/admin/bulk/{model}/delete/?id={own.pk}&id={foreign.pk}&next=/admin/"
    html = client.get(address).content.decode()
    assert own.title in html
    assert foreign.title not in html
    assert client.post(address).status_code == 302
    assert list(type(own).objects.values_list("pk", flat=True)) == [foreign.pk]
    assert client.get(f"/admin/bulk/{model}/delete/?id={foreign.pk}").status_code == 404
    collection = foreign.collection_id
    assert client.get(f"/admin/bulk/{model}/delete/?id=all&childOf={collection}").status_code == 404


def test_bulk_actions_on_pages(county: County, client: Client, media: dict[str, Any]) -> None:
    news = {slug: county.home(slug).get_children().get(slug="news") for slug in ("shiqiao", "baijie")}
    own = make_article(news["shiqiao"], "石桥镇的文章")
    foreign = make_article(news["baijie"], "百节镇的文章")
    both = f"?id={own.pk}&id={foreign.pk}&next=/admin/"
    html = client.get(f"/admin/bulk/wagtailcore/page/unpublish/{both}").content.decode()
    assert "石桥镇的文章" in html
    assert "百节镇的文章" not in html
    everything = f"/admin/bulk/wagtailcore/page/delete/?id=all&childOf={news['baijie'].pk}"
    assert client.get(everything).status_code == 404
    move = f"/admin/bulk/wagtailcore/page/move/{both}"
    assert client.post(move, {"chooser": news["baijie"].pk}).status_code == 404
    assert client.post(f"/admin/bulk/wagtailcore/page/unpublish/{both}").status_code == 302
    assert Page.objects.get(pk=own.pk).live is False
    assert Page.objects.get(pk=foreign.pk).live is True


def test_all_below_a_page_of_several_offices_means_the_own_ones(county: County, client: Client) -> None:
    person = UserFactory(role="manager", role__subsite=county.shiqiao)
    assign_role(user=person, role="manager", subsite=county.finance, by=SYSTEM)
    client.force_login(person)
    townships = Page.objects.get(slug="townships")
    html = client.get(
        f"/admin/bulk/wagtailcore/page/unpublish/?id=all&childOf={townships.pk}"
    ).content.decode()
    assert "石桥镇" in html
    assert "百节镇" not in html


def test_people_are_no_matter_of_bulk_actions(county: County, client: Client, media: dict[str, Any]) -> None:
    person = UserFactory()
    for action in ("delete", "set_active_state", "assign_role"):
        address = f"/admin/bulk/core_accounts/user/{action}/?id={person.pk}"
        assert client.get(address).status_code == 404
    assert client.get("/admin/bulk/core_pages/nothing/delete/?id=1").status_code == 404
