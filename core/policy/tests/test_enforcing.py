"""Policy is kept where things are made: uploads, links, comments, host names."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file

from core.access.actors import SYSTEM
from core.access.services import assign_role
from core.media.models import Attachment, Picture
from core.pages.models import ArticlePage
from core.policy.decisions import policy_for_profile
from core.policy.links import foreign_hosts
from core.policy.plans import Change
from core.policy.previews import preview
from core.policy.registry import item_named
from core.policy.rules import Rule, RuleKey
from core.policy.services import change_policy
from core.policy.uploads import refuse_upload
from core.testing.county import County, make_article
from core.testing.factories import UserFactory


def say(item: str, rule: Rule, value: object = None, **scope: Any) -> None:
    change_policy(changes=[Change(RuleKey(item, **scope), rule, value)], by=SYSTEM)


def test_an_upload_that_policy_refuses_is_refused_by_the_form(county: County, client: Client) -> None:
    say("attachment_types", Rule.ALLOWED, ["pdf"], profile="township")
    client.force_login(UserFactory(role="contributor", role__subsite=county.shiqiao))

    def upload(name: str) -> Any:
        data = {
            "title": name,
            "file": SimpleUploadedFile(name, b"1"),
            "collection": county.shiqiao.collection_id,
        }
        return client.post(reverse("wagtaildocs:add"), data)

    assert "此处不接受 .txt 文件" in upload("a.txt").content.decode()
    assert Attachment.objects.count() == 0
    assert upload("a.pdf").status_code == 302
    assert Attachment.objects.count() == 1


def test_what_lies_below_the_offices_collection_is_uploaded_there_too(county: County, client: Client) -> None:
    say("attachment_types", Rule.ALLOWED, ["pdf"], profile="township")
    inner = county.shiqiao.collection.add_child(name="石桥镇的子集")
    client.force_login(UserFactory(role="contributor", role__subsite=county.shiqiao))
    data = {"title": "a", "file": SimpleUploadedFile("a.txt", b"1"), "collection": inner.pk}
    assert "此处不接受 .txt 文件" in client.post(reverse("wagtaildocs:add"), data).content.decode()
    assert Attachment.objects.count() == 0


def test_a_file_is_not_moved_where_it_could_not_be_uploaded(county: County, client: Client) -> None:
    say("attachment_types", Rule.ALLOWED, ["pdf"], subsite_id=county.baijie.pk)
    person = UserFactory(role="contributor", role__subsite=county.shiqiao)
    assign_role(user=person, role="contributor", subsite=county.baijie, by=SYSTEM)
    client.force_login(person)
    text, letter = (
        Attachment.objects.create(
            title=name, file=ContentFile(b"1", name), collection_id=county.shiqiao.collection_id
        )
        for name in ("a.txt", "b.pdf")
    )
    refusal = "此处不接受 .txt 文件"
    to_baijie = {"collection": county.baijie.collection_id}

    alone = client.post(reverse("wagtaildocs:edit", args=[text.pk]), {"title": "a", **to_baijie})
    assert refusal in alone.content.decode()
    bulk = reverse("wagtail_bulk_action", args=["core_media", "attachment", "add_to_collection"])
    together = client.post(f"{bulk}?id={text.pk}&id={letter.pk}&next=/admin/documents/", to_baijie)
    assert f"“a.txt”：{refusal}" in together.content.decode()
    in_baijie = Attachment.objects.filter(collection_id=county.baijie.collection_id)
    assert not in_baijie.exists()
    assert client.post(f"{bulk}?id={letter.pk}&next=/admin/documents/", to_baijie).status_code == 302
    assert in_baijie.get() == letter


def test_a_picture_is_not_moved_where_it_would_be_refused(county: County, client: Client) -> None:
    say("picture_types", Rule.ALLOWED, ["webp"], subsite_id=county.baijie.pk)
    person = UserFactory(role="contributor", role__subsite=county.shiqiao)
    assign_role(user=person, role="contributor", subsite=county.baijie, by=SYSTEM)
    client.force_login(person)
    picture = Picture.objects.create(
        title="图", file=get_test_image_file(), collection_id=county.shiqiao.collection_id
    )
    bulk = reverse("wagtail_bulk_action", args=["core_media", "picture", "add_to_collection"])
    answer = client.post(
        f"{bulk}?id={picture.pk}&next=/admin/images/", {"collection": county.baijie.collection_id}
    )
    assert "“图”：此处不接受 .png 文件" in answer.content.decode()
    picture.refresh_from_db()
    assert picture.collection_id == county.shiqiao.collection_id


def test_files_already_there_are_counted_in_collections_below(county: County) -> None:
    inner = county.shiqiao.collection.add_child(name="石桥镇的子集")
    for collection in (inner, county.shiqiao.collection, county.baijie.collection):
        Attachment.objects.create(title="a", file=ContentFile(b"1", "a.txt"), collection=collection)
    kept = sorted(set(item_named("attachment_types").default_value) - {"txt"})
    key = RuleKey("attachment_types", subsite_id=county.shiqiao.pk)
    found = preview([Change(key, Rule.ALLOWED, kept)])
    assert [(effect.text, effect.subsites) for effect in found.effects] == [
        ("附件类型：今后不再接受 .txt 文件。已有此类文件 2 个，予以保留。", ("石桥镇",))
    ]


def test_kinds_and_sizes(county: County) -> None:
    say("attachment_size", Rule.ALLOWED, 1, subsite_id=county.shiqiao.pk)
    refuse_upload(name="a.PDF", size=1024 * 1024, kind="attachment", subsite=county.shiqiao)
    refuse_upload(name="a.pdf", size=2 * 1024 * 1024, kind="attachment", subsite=county.baijie)
    for name, size in (("a.pdf", 1024 * 1024 + 1), ("a.exe", 1), ("pdf", 1)):
        with pytest.raises(ValidationError):
            refuse_upload(name=name, size=size, kind="attachment", subsite=county.shiqiao)


def test_links_to_other_websites(county: County) -> None:
    text = (
        '<a href="https://example.org/x">a</a> <a href="http://shiqiao.localhost/">b</a> <a href="/c/">c</a>'
    )
    assert foreign_hosts(text) == ["example.org"]
    assert foreign_hosts([{"type": "link", "value": {"url": "https://Other.example/"}}]) == ["other.example"]
    assert foreign_hosts("读 https://example.org 的人") == []
    assert foreign_hosts('<a href="//evil.example">') == ["evil.example"]
    assert foreign_hosts(None) == []


def edit(client: Client, page: Any, **data: str) -> Any:
    base = {
        "title": page.title,
        "slug": page.slug,
        "body-count": "1",
        "body-0-type": "paragraph",
        "body-0-order": "0",
        "body-0-deleted": "",
        "body-0-value": json_of("https://example.org/"),
        "attachments-TOTAL_FORMS": "0",
        "attachments-INITIAL_FORMS": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {**base, **data})


def json_of(url: str) -> str:
    import json

    return json.dumps(
        {
            "blocks": [
                {
                    "key": "a1",
                    "text": "外部",
                    "type": "unstyled",
                    "depth": 0,
                    "inlineStyleRanges": [],
                    "entityRanges": [{"offset": 0, "length": 2, "key": 0}],
                }
            ],
            "entityMap": {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": url}}},
        }
    )


def test_a_page_with_a_link_that_policy_refuses_is_not_saved(county: County, client: Client) -> None:
    client.force_login(UserFactory(role="contributor", role__subsite=county.shiqiao))
    page = make_article(county.home("shiqiao").get_children().get(slug="news").specific, "防汛")
    say("external_links", Rule.FORBIDDEN, profile="township")
    answer = edit(client, page)
    assert [str(error) for error in answer.context_data["form"].errors["body"]] == [
        "此处不允许链接外部网站，请删除指向下列网站的链接：example.org。"
    ]
    assert page.get_latest_revision() is None
    say("external_links", Rule.ALLOWED, profile="township")
    again = edit(client, page)
    assert again.status_code == 302, again.context_data["form"].errors
    assert ArticlePage.objects.get(pk=page.pk).get_latest_revision() is not None


def test_comments_go_with_policy(county: County, client: Client) -> None:
    client.force_login(UserFactory(role="contributor", role__subsite=county.shiqiao))
    page = make_article(county.home("shiqiao").get_children().get(slug="news").specific, "防汛")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "wagtailadmin/js/comments.js" in client.get(address).content.decode()
    say("comments", Rule.FORBIDDEN)
    assert "wagtailadmin/js/comments.js" not in client.get(address).content.decode()
    comment = {
        "comments-TOTAL_FORMS": "1",
        "comments-0-text": "请核对",
        "comments-0-contentpath": "title",
        "comments-0-resolved": "",
        "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
    }
    edit(client, page, **comment)
    assert page.wagtail_admin_comments.count() == 0


def test_host_names_by_profile(county: County) -> None:
    assert policy_for_profile("hostname", "township").on is True
    say("hostname", Rule.FORBIDDEN, profile="township")
    assert policy_for_profile("hostname", "township").on is False
    assert policy_for_profile("hostname", "department").on is True
