"""Everything else that Wagtail's search does goes on working on top of pairs."""

from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from modelsearch.backends import get_search_backend
from modelsearch.query import MATCH_ALL, Not, Phrase, PlainText
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from core.accounts.models import User
from core.media.models import Attachment, Picture
from core.pages.models import ArticlePage
from core.review.origin import importing
from core.search.models import IndexedText
from core.testing.county import County

type Publish = Callable[..., ArticlePage]
type Index = Callable[[], int]


def test_filters_and_order(publish: Publish, index: Index, county: County) -> None:
    old = publish("医保通知一", days_ago=9)
    new = publish("医保通知二", days_ago=1)
    draft = publish("医保通知三")
    with importing("tests"):
        draft.unpublish()
    index()
    found = ArticlePage.objects.live().search("医保")
    assert set(found) == {old, new}
    assert found.count() == 2
    assert len(found[:1]) == 1
    by_date = (
        ArticlePage.objects.live().order_by("first_published_at").search("医保", order_by_relevance=False)
    )
    assert list(by_date) == [old, new]
    assert list(by_date[1:]) == [new]
    home = county.home("shiqiao")
    assert list(Page.objects.descendant_of(home).search("医保")) == []


def test_filters_by_any_field(publish: Publish, index: Index) -> None:
    mine = publish("医保通知一", source="医保局")
    publish("医保通知二", source="财政局")
    index()
    assert list(ArticlePage.objects.filter(source="医保局").search("医保")) == [mine]
    assert list(ArticlePage.objects.exclude(content_type__model="articlepage").search("医保")) == []


def test_scores_and_facets(publish: Publish, index: Index) -> None:
    for title in ("医保", "医保办理", "社保"):
        publish(title)
    index()
    scored = ArticlePage.objects.search("医保").annotate_score("score")
    assert all(isinstance(page.score, float) for page in scored)
    assert ArticlePage.objects.search("医保").facet("live") == {True: 2}


def test_combined_queries(publish: Publish, index: Index) -> None:
    first, second, third = publish("医保办理"), publish("社保办理"), publish("天气预报")
    index()
    ask = ArticlePage.objects.search
    assert set(ask(PlainText("办理") & ~PlainText("社保"))) == {first}
    assert set(ask(PlainText("医保") | PlainText("天气"))) == {first, third}
    assert set(ask("医保 天气", operator="or")) == {first, third}
    assert set(ask(~PlainText("办理"))) == {third}
    assert set(ask(~PlainText("医保") | PlainText("天气"))) == {second, third}
    assert set(ask(Phrase("社保") & MATCH_ALL)) == {second}
    assert set(ask(MATCH_ALL)) == {first, second, third}
    assert set(ask(Not(MATCH_ALL))) == set()
    assert set(Page.objects.type(ArticlePage).search("医保")) == {first.page_ptr}


def test_the_title_alone(publish: Publish, index: Index) -> None:
    titled, other = publish("医保办理", "天气"), publish("天气", "医保")
    index()
    assert set(ArticlePage.objects.search("医保", fields=["title"])) == {titled}
    assert set(ArticlePage.objects.search("医保")) == {titled, other}
    assert set(ArticlePage.objects.search("医保", fields=["title", "body"])) == {titled, other}


def test_search_while_typing(publish: Publish, index: Index) -> None:
    article = publish("关于North Gate大桥通车的公告")
    index()
    typed = ["n", "nor", "north g", "大", "大桥", "桥通", "gate大", "公告 north"]
    assert [text for text in typed if list(ArticlePage.objects.autocomplete(text)) != [article]] == []
    assert list(ArticlePage.objects.autocomplete("orth")) == []
    assert list(ArticlePage.objects.search("nor")) == []


def test_pictures_and_attachments(county: County, index: Index) -> None:
    picture = Picture.objects.create(title="石桥镇春耕现场", file=get_test_image_file())
    picture.tags.add("农业生产")
    attachment = Attachment.objects.create(title="报名申请表", file=ContentFile(b"x", "form.txt"))
    index()
    assert list(Picture.objects.search("春耕")) == [picture]
    assert list(Picture.objects.search("农业")) == [picture]
    assert list(Picture.objects.autocomplete("春")) == [picture]
    assert list(Attachment.objects.search("申请")) == [attachment]


@pytest.mark.parametrize("address", ["/admin/pages/search/", "/admin/choose-page/search/"])
def test_page_search_of_the_admin(publish: Publish, index: Index, client: Client, address: str) -> None:
    publish("城乡居民医疗保险缴费")
    publish("天气预报")
    index()
    client.force_login(User.objects.create_superuser("root", password="of-tests-only"))
    html = client.get(address, {"q": "疗保"}, headers={"host": "localhost"}).content.decode()
    assert "城乡居民医疗保险缴费" in html
    assert "天气预报" not in html


@pytest.mark.parametrize("address", ["/admin/images/", "/admin/images/chooser/results/"])
def test_picture_search_of_the_admin(county: County, index: Index, client: Client, address: str) -> None:
    for title in ("石桥镇春耕现场", "县城夜景"):
        Picture.objects.create(
            title=title, file=get_test_image_file(), collection_id=county.portal.collection_id
        )
    index()
    client.force_login(User.objects.create_superuser("root", password="of-tests-only"))
    html = client.get(address, {"q": "春耕"}, headers={"host": "localhost"}).content.decode()
    assert "石桥镇春耕现场" in html
    assert "县城夜景" not in html


def test_deletion_takes_out_of_the_index(publish: Publish, index: Index) -> None:
    article, other = publish("医保办理"), publish("医保缴费")
    index()
    texts = IndexedText.objects.count()
    get_search_backend().delete(article)
    assert list(ArticlePage.objects.search("医保")) == [other]
    assert IndexedText.objects.count() == texts - 1
    other.delete()
    assert list(ArticlePage.objects.search("医保")) == []
    assert IndexedText.objects.count() == texts - 2


def test_wagtails_own_command_rebuilds(publish: Publish) -> None:
    article = publish("医保办理")
    gone = publish("医保缴费")
    get_search_backend().add(gone)
    ArticlePage.objects.filter(pk=gone.pk)._raw_delete("default")
    call_command("update_index", verbosity=0)
    assert list(ArticlePage.objects.search("医保")) == [article]
    get_search_backend().reset_indexes()
    assert IndexedText.objects.count() == 0
    assert list(ArticlePage.objects.search("医保")) == []
