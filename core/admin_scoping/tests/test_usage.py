"""Where something is used: what other offices keep to themselves is neither named nor counted."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, ReferenceIndex

from core.media.models import Attachment, Picture
from core.pages.models import ArticleAttachment, ArticlePage
from core.redirects.models import OfficeRedirect
from core.testing.county import County, make_article
from core.testing.factories import UserFactory


def news_of(county: County, slug: str) -> Page:
    return county.home(slug).get_children().get(slug="news")


def linking_to(page: Page, county: County, slug: str, title: str, **values: Any) -> ArticlePage:
    """An article whose text links to the page."""
    body = [("paragraph", f'<p><a linktype="page" id="{page.pk}">见此</a></p>')]
    made = make_article(news_of(county, slug), title, body=body, **values)
    ReferenceIndex.create_or_update_for_object(made)
    return made


@pytest.fixture
def linked(county: County) -> ArticlePage:
    """An article of Shiqiao that its own draft, and of Baijie an article, a draft and a redirect lead to."""
    article = make_article(news_of(county, "shiqiao"), "石桥镇的通知")
    linking_to(article, county, "shiqiao", "石桥镇的草稿", live=False)
    linking_to(article, county, "baijie", "百节镇的文章")
    linking_to(article, county, "baijie", "百节镇的草稿", live=False)
    redirect = OfficeRedirect.objects.create(
        subsite=county.baijie, old_address="baijie-old", page=article.page_ptr
    )
    ReferenceIndex.create_or_update_for_object(redirect)
    return article


def test_usage_tells_of_own_and_published_things(county: County, client: Client, linked: ArticlePage) -> None:
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    response = client.get(f"/admin/pages/{linked.pk}/usage/")
    assert response.context["paginator"].count == 2
    html = response.content.decode()
    assert "石桥镇的草稿" in html
    assert "百节镇的文章" in html
    assert "百节镇的草稿" not in html
    assert "重定向" not in html


@pytest.mark.parametrize("screen", ["delete/", "unpublish/"])
def test_questions_count_own_and_published_things(
    county: County, client: Client, linked: ArticlePage, screen: str
) -> None:
    address = f"/admin/pages/{linked.pk}/{screen}"
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    assert "被引用 2 次" in client.get(address).content.decode()
    client.force_login(UserFactory(role="central_administrator", role__subsite=county.portal))
    assert "被引用 4 次" in client.get(address).content.decode()


def test_bulk_questions_and_the_editor_count_the_same(
    county: County, client: Client, linked: ArticlePage
) -> None:
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    for address in (
        f"/admin/bulk/wagtailcore/page/delete/?id={linked.pk}",
        f"/admin/pages/{linked.pk}/edit/",
    ):
        assert "被引用 2 次" in client.get(address).content.decode()


def test_pictures_are_counted_and_sorted_by_what_one_may_know(county: County, client: Client) -> None:
    used, unused = (
        Picture.objects.create(
            title=title, file=get_test_image_file(), collection_id=county.shiqiao.collection_id
        )
        for title in ("用过的", "未用的")
    )
    for slug, title in (("shiqiao", "石桥镇的草稿"), ("baijie", "百节镇的草稿")):
        page = make_article(news_of(county, slug), title, live=False, lead_picture=used)
        ReferenceIndex.create_or_update_for_object(page)
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    for ordering in ("-usage_count", "title"):
        rows = client.get(f"/admin/images/?ordering={ordering}").context["object_list"]
        assert {row.title: row.usage_count for row in rows} == {"用过的": 1, "未用的": 0}
    rows = client.get("/admin/images/?ordering=usage_count").context["object_list"]
    assert [row.pk for row in rows] == [unused.pk, used.pk]
    assert client.get(f"/admin/images/usage/{used.pk}/").context["paginator"].count == 1


def test_what_forbids_to_delete_is_told_without_its_name(county: County, client: Client) -> None:
    used = Attachment.objects.create(
        title="表", file=ContentFile(b"1", "a.txt"), collection_id=county.shiqiao.collection_id
    )
    page = make_article(news_of(county, "baijie"), "百节镇的草稿", live=False)
    page.attachments.add(ArticleAttachment(document=used))
    page.save()
    ReferenceIndex.create_or_update_for_object(page)
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    html = client.get(f"/admin/documents/delete/{used.pk}/").content.decode()
    assert "百节镇" not in html
    assert client.post(f"/admin/documents/delete/{used.pk}/").status_code == 302
    assert Attachment.objects.filter(pk=used.pk).exists()
