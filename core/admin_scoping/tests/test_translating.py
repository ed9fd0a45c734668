"""An office begins the translation of a page itself: a draft in its own branch, and nothing else."""

import json

import pytest
from django.test import Client
from wagtail.models import Locale, Page

from core.audit.models import AuditRecord
from core.pages.models import ArticlePage
from core.review.origin import importing
from core.tenancy.table import touch_revision
from core.testing.county import County, make_article
from core.testing.factories import UserFactory


@pytest.fixture
def english() -> Locale:
    found: Locale = Locale.objects.get(language_code="en")
    return found


def news_of(county: County, slug: str) -> Page:
    page: Page = county.home(slug).get_children().get(slug="news").specific
    return page


def begin(client: Client, page: Page) -> str:
    """What the screen says after the button is pressed, or where it leads."""
    answer = client.post(f"/admin/translate/{page.pk}/", {"language": "en"})
    assert answer.status_code == 302
    return str(answer["Location"])


def test_a_draft_is_made_in_the_offices_own_branch(county: County, client: Client, english: Locale) -> None:
    news = news_of(county, "shiqiao")
    there = news.copy_for_translation(english, copy_parents=True)
    foreign = make_article(news_of(county, "baijie"), "百节镇的通知")
    body = [("paragraph", f'<p>见<a linktype="page" id="{foreign.pk}">通知</a></p>')]
    article = make_article(news, "石桥镇的文章", body=body)
    client.force_login(UserFactory(role="contributor", role__subsite=county.shiqiao))
    before = set(Page.objects.values_list("pk", flat=True))
    assert "译成" in client.get(f"/admin/translate/{article.pk}/").content.decode()
    address = begin(client, article)
    made = ArticlePage.objects.get(locale=english, translation_key=article.translation_key)
    assert address == f"/admin/pages/{made.pk}/edit/"
    assert (made.get_parent().pk, made.live, made.alias_of_id) == (there.pk, False, None)
    # Nothing else came into being: no page of another office that the text refers to.
    assert set(Page.objects.values_list("pk", flat=True)) - before == {made.pk}
    assert client.get(address).status_code == 200
    record = AuditRecord.objects.get(action="translation.created")
    assert (record.subsite_id, record.data) == (county.shiqiao.pk, {"language": "en", "from": article.pk})
    assert begin(client, article) == f"/admin/translate/{article.pk}/"
    assert Page.objects.filter(translation_key=article.translation_key).count() == 2


def test_the_column_comes_first(county: County, client: Client, english: Locale) -> None:
    home = county.home("shiqiao").copy_for_translation(english, copy_parents=True)
    home.live = True
    with importing("tests"):
        home.save()
    touch_revision()
    news = news_of(county, "shiqiao")
    article = make_article(news, "石桥镇的文章")
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    html = client.post(f"/admin/translate/{article.pk}/", {"language": "en"}, follow=True).content.decode()
    assert "“动态”还没有英语页面，请先翻译该页面。" in html
    assert begin(client, news) == f"/admin/pages/{news.get_translation(english).pk}/edit/"
    assert begin(client, article) == f"/admin/pages/{article.get_translation(english).pk}/edit/"


def test_what_changed_is_asked_for_again(county: County, client: Client, english: Locale) -> None:
    news = news_of(county, "shiqiao")
    news.copy_for_translation(english, copy_parents=True)
    article = make_article(news, "石桥镇的文章")
    client.force_login(UserFactory(role="contributor", role__subsite=county.shiqiao))
    begin(client, article)
    ArticlePage.objects.filter(pk=article.pk).update(summary="新的摘要")
    address = f"/admin/translate/{article.pk}/"
    html = client.post(address, {"refresh": "1"}, follow=True).content.decode()
    assert "译文页面已列出原文的改动" in html
    made = article.get_translation(english)
    # The translation's editor is told in JSON.
    assert json.dumps("新的摘要")[1:-1] in client.get(f"/admin/pages/{made.pk}/edit/").content.decode()


def test_others_pages_home_pages_and_columns_are_not_begun(
    county: County, client: Client, english: Locale
) -> None:
    news = news_of(county, "shiqiao")
    news.copy_for_translation(english, copy_parents=True)
    client.force_login(UserFactory(role="contributor", role__subsite=county.shiqiao))
    foreign = make_article(news_of(county, "baijie"), "百节镇的文章")
    policy = county.home("shiqiao").get_children().get(slug="policy")
    before = Page.objects.count()
    for page in (foreign, county.home("shiqiao"), policy):
        assert client.get(f"/admin/translate/{page.pk}/").status_code == 404
        assert client.post(f"/admin/translate/{page.pk}/", {"language": "en"}).status_code == 404
    client.force_login(UserFactory(role="auditor", role__subsite=county.shiqiao))
    assert client.get(f"/admin/translate/{news.pk}/").status_code == 404
    assert Page.objects.count() == before
    assert not AuditRecord.objects.filter(action__startswith="translation.").exists()


def test_the_way_there_is_among_the_actions_of_own_pages(county: County, client: Client) -> None:
    article = make_article(news_of(county, "shiqiao"), "石桥镇的文章")
    client.force_login(UserFactory(role="contributor", role__subsite=county.shiqiao))
    way = f'href="/admin/translate/{article.pk}/"'
    for address in (f"/admin/pages/{article.get_parent().pk}/", f"/admin/pages/{article.pk}/edit/"):
        assert way in client.get(address).content.decode()
