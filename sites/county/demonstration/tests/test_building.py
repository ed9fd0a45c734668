"""What the build writes, on the small county of the tests."""

import datetime
import json

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex
from wagtail_localize.models import Translation

from core.accounts.models import User
from core.blocks.streams import ArticleStream, HomeStream
from core.media.models import Attachment, Picture
from core.pages.models import ArticlePage, ColumnPage
from core.plugin_api import SYSTEM, enable_plugin
from core.review.origin import importing
from core.testing.county import County
from plugins.queries.models import DataSource
from plugins.surveys.models import Survey
from sites.county.demonstration.accounts import ACCOUNTS_FILE, password, write_accounts
from sites.county.demonstration.bulk_pages import index_references
from sites.county.demonstration.compose import compose_items, has_texts_by_hand
from sites.county.demonstration.english import EnglishSide
from sites.county.demonstration.homes import furnish_home, home_stream
from sites.county.demonstration.interviews import publish_interviews
from sites.county.demonstration.lookups import LOOKUPS, publish_lookups
from sites.county.demonstration.media import Media
from sites.county.demonstration.offices import Column, columns, columns_with_items, offices
from sites.county.demonstration.publishing import Publisher
from sites.county.demonstration.query_pages import publish_query_pages
from sites.county.demonstration.sources import feed_from_folder
from sites.county.demonstration.surveys import LIVELIHOOD, TOWNSHIP, publish_sample

NEWS = Column("news", "工作动态", "", "news")


@pytest.fixture
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def publisher(county: County, media_folder) -> Publisher:
    return Publisher(Media(county.portal), (), timezone.localtime())


def column(county: County, office: str, slug: str = "news") -> ColumnPage:
    return ColumnPage.objects.child_of(county.home(office)).get(slug=slug)


def test_a_column_is_published_whole_and_once(county: County, publisher: Publisher):
    page = column(county, "shiqiao")

    assert publisher.publish_column(offices()["shiqiao"], NEWS, county.shiqiao, page) == 5
    assert (
        publisher.publish_column(offices()["shiqiao"], NEWS, county.shiqiao, column(county, "shiqiao")) == 0
    )
    articles = ArticlePage.objects.child_of(page).order_by("-first_published_at")
    assert articles.count() == 5
    assert articles[0].title == "石桥镇逐户核查冬季用电用气安全"
    assert articles[0].url_path == f"{page.url_path}{articles[0].slug}/"
    assert articles[0].lead_picture.title.startswith("街景")
    assert timezone.now() - articles[0].first_published_at < datetime.timedelta(days=1)
    assert Page.find_problems() == ([], [], [], [], [])


def test_references_are_those_that_wagtail_would_write(county: County, publisher: Publisher):
    page = column(county, "shiqiao", "policy")
    publisher.publish_column(
        offices()["shiqiao"], Column("documents", "", "", "policy"), county.shiqiao, page
    )
    index_references(publisher.made)
    article = ArticlePage.objects.child_of(page).get(attachments__isnull=False)
    fields = ("to_content_type_id", "to_object_id", "model_path", "content_path")

    written = set(ReferenceIndex.get_references_for_object(article).values_list(*fields))
    ReferenceIndex.create_or_update_for_object(article)

    assert len(written) == 1
    assert written == set(ReferenceIndex.get_references_for_object(article).values_list(*fields))


def test_an_article_answers(county: County, publisher: Publisher, client):
    publisher.publish_column(offices()["shiqiao"], NEWS, county.shiqiao, column(county, "shiqiao"))
    article = publisher.made[-1]

    page = client.get(f"/townships/shiqiao/news/{article.slug}/", headers={"host": "localhost"})

    assert page.status_code == 200
    assert article.title in page.content.decode()


def test_a_home_page_is_furnished_once(county: County, publisher: Publisher):
    pages = {"services": column(county, "shiqiao"), "notices": column(county, "shiqiao", "policy")}

    assert furnish_home(county.home("shiqiao"), "township", "zh-hans", pages, publisher.media) is True
    assert furnish_home(county.home("shiqiao"), "township", "zh-hans", pages, publisher.media) is False
    cards = county.home("shiqiao").body[0].value["cards"]
    assert [card["title"] for card in cards] == ["办事指南", "通知公告"]


def test_every_block_of_articles_and_home_pages_is_shown(county: County, publisher: Publisher):
    """What the demonstration never shows, no browser test looks at."""
    articles: set[str] = set()
    homes: set[str] = set()
    page = column(county, "shiqiao")
    for office in offices().values():
        if not has_texts_by_hand(office):
            continue
        for place in columns_with_items(office.profile):
            for item in compose_items(office, place.slug, (), publisher.now):
                body = publisher.article(office, place, county.portal, item).body.raw_data
                articles |= {block["type"] for block in body}
        pages = {place.slug: page for place in columns(office.profile)}
        stream = home_stream(office.profile, "zh-hans", pages, publisher.media)
        homes |= {block["type"] for block in json.loads(stream)}

    assert articles == set(ArticleStream().child_blocks)
    assert homes == set(HomeStream().child_blocks)


def test_quotations_notices_pictures_and_documents_in_a_text(county: County, publisher: Publisher):
    office, plans, history = (
        offices()["county"],
        *(Column(slug, "", "", "profile") for slug in ("emergency-plans", "history")),
    )
    found = {
        block["type"]: block["value"]
        for place in (plans, history)
        for item in compose_items(office, place.slug, (), publisher.now)
        for block in publisher.article(office, place, county.portal, item).body.raw_data
    }

    assert found["quote"]["attribution"] == "城西一位老住户"
    assert found["notice"] == {
        "kind": "warning",
        "title": "水情紧急时",
        "text": "<p>不要等车、不要回屋取物，立即步行到明白卡上写明的安置点。</p>",
    }
    assert Picture.objects.get(pk=found["picture"]["image"]).title == "石桥（1）"
    assert found["picture"]["caption"] == "石桥镇外的石拱桥，旧时盐道由此进场"
    documents = [Attachment.objects.get(pk=entry["value"]) for entry in found["attachment_list"]["files"]]
    assert [document.title for document in documents] == ["防汛明白卡样式", "安置点一览表"]
    assert all(document.file.size == document.file_size > 500 for document in documents)


def test_look_ups_are_published_once(county: County):
    page = column(county, "shiqiao")

    assert publish_lookups(county.shiqiao, page) == len(LOOKUPS) == 5
    assert publish_lookups(county.shiqiao, page) == 0
    assert sorted(page.get_children().values_list("slug", flat=True)) == [
        "bus-times",
        "holidays",
        "market-prices",
        "places",
        "villages",
    ]


def test_the_calculator_and_the_personal_look_up_are_published_once(county: County):
    page = column(county, "shiqiao")

    assert publish_query_pages(county.shiqiao, page) == 2
    assert publish_query_pages(county.shiqiao, page) == 0
    assert sorted(page.get_children().values_list("slug", flat=True)) == ["housing-fund", "water-fee"]


def test_a_survey_is_published_once_with_its_answers(county: County):
    page = column(county, "shiqiao")

    assert publish_sample(TOWNSHIP, county.shiqiao, page) == 1
    assert publish_sample(TOWNSHIP, county.shiqiao, page) == 0
    survey = Survey.objects.get()
    assert (survey.slug, survey.position, survey.is_sample) == ("service-centre", 60, True)
    assert sum(1 for _each in survey.texts.filter(state="shown")) == 4
    assert list(page.get_children().values_list("slug", flat=True)) == ["service-centre"]


def test_a_survey_by_telephone_is_answered_once_a_number(county: County):
    page = column(county, "shiqiao")

    assert publish_sample(LIVELIHOOD, county.shiqiao, page) == 1
    survey = Survey.objects.get()
    assert (survey.participation, survey.position, survey.proof_wanted) == ("phone", 80, True)
    # A sheet and the number that it is the only one of.
    assert survey.participations.count() == 160


def test_the_accounts_file_is_its_owners_alone_and_stable(settings, tmp_path):
    rows = write_accounts(tmp_path)
    path = tmp_path / ACCOUNTS_FILE

    assert rows == write_accounts(tmp_path) == json.loads(path.read_text(encoding="utf-8"))
    assert path.stat().st_mode & 0o777 == 0o600
    assert set(rows[0]) == {"username", "role", "office", "password"}
    assert rows[0] == {
        "username": "centre",
        "role": "central_administrator",
        "office": "达县人民政府",
        "password": password("centre"),
    }
    settings.SECRET_KEY = "another installation"
    assert password("centre") != rows[0]["password"]


def test_a_demonstration_account_signs_in_only_where_the_demonstration_runs(db, settings):
    User.objects.create_user("centre", password=password("centre"), is_demonstration=True)

    assert authenticate(username="centre", password=password("centre")) is not None
    settings.DEMONSTRATION = False
    assert authenticate(username="centre", password=password("centre")) is None


def test_the_command_is_refused_outside_the_demonstration(db, settings):
    settings.DEMONSTRATION = False

    with pytest.raises(CommandError):
        call_command("build_demonstration", verbosity=0)
    assert User.objects.count() == 0


def test_the_english_side_is_made_once_and_points_at_the_original(county: County, publisher: Publisher):
    home = county.home("portal")
    source = column(county, "portal")
    publisher.publish_column(
        offices()["county"], Column("county-news", "", "", "news"), county.portal, source
    )
    side = EnglishSide(home, {"county-news": source}, publisher.media)

    with importing("demonstration"):
        side.build("Da County People's Government")
    again = EnglishSide(home, {"county-news": source}, publisher.media)
    again.build("Da County People's Government")

    assert [page.title for page in side.made] == [
        "Da County People's Government",
        "County News",
        "Thirty-three service centres open on Saturdays",
        "Rebuilt road to Maliu opens along its whole length",
        "Test results recognised across the county",
    ]
    assert again.made == []
    article = side.made[2]
    original = ArticlePage.objects.get(
        translation_key=article.translation_key, locale__language_code="zh-hans"
    )
    assert original.title == "三十三个乡镇（街道）便民服务中心实现“周末不打烊”"
    assert article.first_published_at == original.first_published_at


def test_english_pages_go_on_in_wagtail_localize(county: County, publisher: Publisher):
    home = county.home("portal")
    source = column(county, "portal")
    publisher.publish_column(
        offices()["county"], Column("county-news", "", "", "news"), county.portal, source
    )
    side = EnglishSide(home, {"county-news": source}, publisher.media)
    side.build("Da County People's Government")

    assert side.hand_over() == 3  # one article is put together from other parts, and the home page too

    for translation in Translation.objects.all():
        done, all_strings = translation.get_progress()
        assert (done, all_strings) == (all_strings, all_strings) != (0, 0)
    page = side.made[1]
    translation = Translation.objects.get(source__object=page.translation_key)
    translation.save_target(publish=True)
    page.refresh_from_db()
    assert page.title == "County News"


def test_the_bus_times_come_from_a_file_in_a_folder(county: County, client, settings, tmp_path):
    settings.DATA_FOLDER = tmp_path
    enable_plugin(subsite=county.shiqiao, slug="queries", by=SYSTEM)
    with importing("demonstration"):
        publish_lookups(county.shiqiao, column(county, "shiqiao"))
        assert (feed_from_folder(county.shiqiao), feed_from_folder(county.shiqiao)) == (1, 0)
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.csv")] == [
        "shiqiao/bus/times.csv"
    ]
    source = DataSource.objects.get(subsite=county.shiqiao, provider="folder")
    assert (source.is_cleared, source.fault, source.last_success_at is not None) == (True, "", True)
    assert source.table.slug == "bus-times"


def test_where_no_folder_is_read_no_source_is_made(county: County, settings):
    settings.DATA_FOLDER = None
    assert feed_from_folder(county.shiqiao) == 0


def test_interviews_are_there_whole_and_once(county: County, client):
    for subsite in (county.portal, county.finance):
        enable_plugin(subsite=subsite, slug="interviews", by=SYSTEM)
    subsites = {"finance": county.finance}
    parts = (county.portal, subsites, column(county, "portal"), None, lambda _number: None)
    with importing("demonstration"):
        assert publish_interviews(*parts) == 2
        assert publish_interviews(*parts) == 0
    html = client.get("/-/interviews/medical-insurance/", headers={"host": "localhost"}).content.decode()
    assert html.count('class="interview-line ') == 13
    assert "已更正" in html
    assert "已参加职工医保的，不需要重复缴纳居民医保费" in html
    html = client.get("/news/interviews/", headers={"host": "localhost"}).content.decode()
    assert html.index("winter-safety") < html.index("medical-insurance")
