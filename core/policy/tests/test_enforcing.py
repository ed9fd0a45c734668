"""Policy is kept where things are made: uploads, links, comments, host names."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core.access.actors import SYSTEM
from core.media.models import Attachment
from core.pages.models import ArticlePage
from core.policy.decisions import policy_for_profile
from core.policy.links import foreign_hosts
from core.policy.plans import Change
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
