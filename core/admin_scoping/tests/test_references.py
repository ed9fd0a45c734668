"""Saving and previewing: what others have published may be linked, what is theirs alone may not be named."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from core.media.models import Attachment, Picture
from core.pages.models import ArticlePage
from core.testing.county import County, make_article
from core.testing.factories import UserFactory


@dataclass
class Things:
    """An own article and what may be referred to from it."""

    article: ArticlePage
    own_picture: Picture
    foreign_picture: Picture
    foreign_attachment: Attachment
    foreign_draft: Page
    foreign_published: Page


def news_of(county: County, slug: str) -> Page:
    return county.home(slug).get_children().get(slug="news")


@pytest.fixture
def things(county: County, client: Client) -> Things:
    client.force_login(UserFactory(role="contributor", role__subsite=county.shiqiao))

    def picture(subsite: Any, title: str) -> Picture:
        made: Picture = Picture.objects.create(
            title=title, file=get_test_image_file(), collection_id=subsite.collection_id
        )
        return made

    return Things(
        article=make_article(news_of(county, "shiqiao"), "石桥镇的文章"),
        own_picture=picture(county.shiqiao, "石桥镇的图"),
        foreign_picture=picture(county.baijie, "百节镇的内部图"),
        foreign_attachment=Attachment.objects.create(
            title="百节镇的内部表",
            file=ContentFile(b"a,b", "secret-of-baijie.csv"),
            collection_id=county.baijie.collection_id,
        ),
        foreign_draft=make_article(
            news_of(county, "baijie"), "百节镇的草稿", slug="draft-of-baijie", live=False
        ),
        foreign_published=make_article(news_of(county, "baijie"), "百节镇的通知"),
    )


def form_of(body: list[tuple[str, Any]], **values: Any) -> dict[str, Any]:
    data: dict[str, Any] = {
        "title": "石桥镇的文章",
        "slug": "own-article",
        "body": streamfield(body),
        "attachments": inline_formset([]),
        "comments": inline_formset([]),
        "lead_picture": "",
        **values,
    }
    return nested_form_data(data)  # type: ignore[no-any-return]


def link_to(page: Page) -> tuple[str, Any]:
    return "paragraph", rich_text(f'<p>见<a linktype="page" id="{page.pk}">通知</a></p>', features=["link"])


def draft_of(article: ArticlePage) -> ArticlePage:
    latest: ArticlePage = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    return latest


def test_own_and_published_things_are_saved(client: Client, things: Things) -> None:
    data = form_of([link_to(things.foreign_published)], lead_picture=things.own_picture.pk)
    assert client.post(f"/admin/pages/{things.article.pk}/edit/", data).status_code == 302
    saved = draft_of(things.article)
    assert saved.lead_picture_id == things.own_picture.pk
    assert f'id="{things.foreign_published.pk}"' in saved.body[0].value.source


def test_a_foreign_picture_is_refused_by_field_and_not_shown(client: Client, things: Things) -> None:
    data = form_of([], lead_picture=things.foreign_picture.pk)
    response = client.post(f"/admin/pages/{things.article.pk}/edit/", data)
    assert response.status_code == 200
    errors = response.context["form"].errors
    assert list(errors) == ["lead_picture"]
    assert errors["lead_picture"] == ["所引用的图片或文件属于其他单位。请选择或上传本单位的图片或文件。"]
    html = response.content.decode()
    assert "百节镇" not in html
    assert "本单位不可用" in html
    assert draft_of(things.article).lead_picture_id is None


@pytest.mark.parametrize("kind", ["draft", "picture", "attachment", "rich attachment"])
def test_a_foreign_thing_in_the_text_is_refused_and_not_shown(
    client: Client, things: Things, kind: str
) -> None:
    block: tuple[str, Any] = {
        "draft": link_to(things.foreign_draft),
        "picture": ("picture", {"image": things.foreign_picture.pk, "alternative": "", "caption": ""}),
        "attachment": (
            "attachment_list",
            {"title": "", "files": inline_list([things.foreign_attachment.pk])},
        ),
        "rich attachment": (
            "paragraph",
            rich_text(
                f'<p><a linktype="document" id="{things.foreign_attachment.pk}">表</a></p>',
                features=["document-link"],
            ),
        ),
    }[kind]
    response = client.post(f"/admin/pages/{things.article.pk}/edit/", form_of([block]))
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["body"]
    html = response.content.decode()
    for secret in ("百节镇", "secret-of-baijie", "draft-of-baijie"):
        assert secret not in html
    assert len(draft_of(things.article).body) == 0


def inline_list(values: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"count": str(len(values))}
    for number, value in enumerate(values):
        found[str(number)] = {"value": value, "order": str(number), "deleted": "", "type": ""}
    return found


def test_a_preview_renders_no_foreign_picture(client: Client, things: Things) -> None:
    address = f"/admin/pages/{things.article.pk}/edit/preview/"
    data = form_of([], lead_picture=things.foreign_picture.pk)
    assert client.post(address, data).json() == {"is_valid": False, "is_available": False}
    assert client.post(address, form_of([])).json() == {"is_valid": True, "is_available": True}


def test_a_new_page_is_checked_as_well(county: County, client: Client, things: Things) -> None:
    address = f"/admin/pages/add/core_pages/articlepage/{news_of(county, 'shiqiao').pk}/"
    data = form_of([link_to(things.foreign_draft)], slug="new-one")
    response = client.post(address, data)
    assert list(response.context["form"].errors) == ["body"]
    assert not Page.objects.filter(slug="new-one").exists()


def test_what_was_there_before_stays_and_is_not_named(client: Client, things: Things) -> None:
    ArticlePage.objects.filter(pk=things.article.pk).update(lead_picture=things.foreign_picture)
    html = client.get(f"/admin/pages/{things.article.pk}/edit/").content.decode()
    assert "百节镇" not in html
    data = form_of([], lead_picture=things.foreign_picture.pk, summary="新的摘要")
    assert client.post(f"/admin/pages/{things.article.pk}/edit/", data).status_code == 302
    assert draft_of(things.article).summary == "新的摘要"


def test_the_centre_may_refer_to_everything(county: County, client: Client, things: Things) -> None:
    client.force_login(UserFactory(role="central_administrator", role__subsite=county.portal))
    data = form_of([], lead_picture=things.foreign_picture.pk)
    assert client.post(f"/admin/pages/{things.article.pk}/edit/", data).status_code == 302
    assert draft_of(things.article).lead_picture_id == things.foreign_picture.pk


def test_inline_forms_are_checked(client: Client, things: Things) -> None:
    row = {"document": things.foreign_attachment.pk, "title": ""}
    data = form_of([], attachments=inline_formset([row]))
    response = client.post(f"/admin/pages/{things.article.pk}/edit/", data)
    assert response.status_code == 200
    assert "百节镇" not in response.content.decode()
    assert draft_of(things.article).attachments.count() == 0
