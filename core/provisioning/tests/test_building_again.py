"""Building again: nothing changes, what changed in the files is applied, what an office changed stays."""

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site

from core.access.actors import SYSTEM
from core.access.models import RoleAssignment
from core.access.services import revoke_role
from core.accounts.models import User
from core.pages.models import ColumnPage, HomePage
from core.provisioning.notes import details, line, worth_telling
from core.provisioning.services import build_county
from core.tenancy.models import Organisation, Subsite, SubsiteSettings
from core.tenancy.table import subsite_table

from .dumps import dump, writes

pytestmark = pytest.mark.django_db


def told(built) -> list[str]:
    """What a build tells, a line each."""
    return [text for step in built.plan.steps if worth_telling(step) for text in (line(step), *details(step))]


def test_a_second_build_writes_nothing(folder) -> None:
    folder.build()
    before = dump()
    with writes() as statements:
        again = folder.build()
    assert statements == []
    assert dump() == before
    assert told(again) == []


def test_a_dry_run_writes_nothing_and_tells_what_would_be(folder) -> None:
    before = dump()
    planned = build_county(folder=folder.path, by=SYSTEM, dry_run=True)
    after = dump()
    after.pop("core_tenancy_tenancyrevision")
    before.pop("core_tenancy_tenancyrevision")
    assert after == before
    assert told(planned)[:2] == [
        "create: office 511723 开江县人民政府",
        "create: settings 511723 开江县人民政府",
    ]


def test_other_encodings_build_the_same(folder) -> None:
    folder.build()
    for name in ("organisations.csv", "columns-county.csv", "settings.csv", "people.csv"):
        folder.write(name, folder.read(name).replace("\n", "\r\n"), "gb18030")
    with writes() as statements:
        folder.build()
    assert statements == []


def test_a_changed_name_is_applied(folder, django_capture_on_commit_callbacks) -> None:
    folder.build()
    folder.replace("organisations.csv", "新宁镇,Xinning Town", "宁镇街道,Ning Subdistrict")
    with django_capture_on_commit_callbacks(execute=True):
        built = folder.build()
    organisation = Organisation.objects.get(code="511723100")
    assert (organisation.name, organisation.name_en) == ("宁镇街道", "Ning Subdistrict")
    assert (organisation.pinyin, organisation.pinyin_initial) == ("ning zhen jie dao", "N")
    home = HomePage.objects.get(slug="xinning")
    assert (home.title, home.draft_title, home.has_unpublished_changes) == ("宁镇街道", "宁镇街道", False)
    assert Site.objects.get(hostname="xinning.localhost").site_name == "宁镇街道"
    assert organisation.subsite.collection.name == "宁镇街道"
    assert subsite_table().by_code["511723100"].name == "宁镇街道"
    assert told(built) == [
        "change: office 511723100 宁镇街道",
        "name: “新宁镇” → “宁镇街道”",
        "name_en: “Xinning Town” → “Ning Subdistrict”",
        "pinyin: “xin ning zhen” → “ning zhen jie dao”",
        "pinyin_initial: “X” → “N”",
        "title: “新宁镇” → “宁镇街道”",
        "collection: “新宁镇” → “宁镇街道”",
    ]
    with writes() as statements:
        folder.build()
    assert statements == []


def test_old_addresses_of_a_changed_slug_lead_on(
    folder, client: Client, django_capture_on_commit_callbacks
) -> None:
    folder.build()
    folder.replace("organisations.csv", ",xinning,township", ",ning,township")
    with django_capture_on_commit_callbacks(execute=True):
        folder.build()
    assert Organisation.objects.get(code="511723100").slug == "ning"
    assert ColumnPage.objects.filter(url_path="/kaijiang/townships/ning/news/").exists()
    old = set(Redirect.objects.values_list("old_path", flat=True))
    assert old == {"/townships/xinning", "/townships/xinning/about", "/townships/xinning/news"}
    response = client.get("/townships/xinning/news/", HTTP_HOST="localhost")
    assert response.status_code == 301
    assert response.headers["Location"] == "http://xinning.localhost:8000/news/"


def test_a_changed_host_name_moves_the_site_row(folder) -> None:
    folder.build()
    folder.replace("organisations.csv", "xinning.localhost", "ning.localhost")
    folder.replace("organisations.csv", "511723,,department", "511723,finance.localhost,department")
    folder.build()
    hosts = Site.objects.order_by("hostname").values_list("hostname", "root_page__slug")
    assert list(hosts) == [
        ("finance.localhost", "finance"),
        ("intranet.localhost", "intranet"),
        ("localhost", "kaijiang"),
        ("ning.localhost", "xinning"),
    ]
    folder.replace("organisations.csv", "ning.localhost", "")
    folder.build()
    assert not Site.objects.filter(root_page__slug="xinning").exists()
    assert Subsite.objects.get(organisation__code="511723100").hostname is None


def test_a_new_row_is_built_and_a_vanished_one_told(folder) -> None:
    folder.build()
    folder.replace(
        "organisations.csv", "511723-finance,财政局,Finance Bureau,finance", "511723-audit,审计局,Audit,audit"
    )
    folder.replace("people.csv", "511723-finance", "511723-audit")
    built = folder.build()
    assert told(built) == [
        "create: office 511723-audit 审计局",
        "create: column 511723-audit/about 基本概况",
        "create: column 511723-audit/news 工作动态",
        "create: role editor/511723-audit/reviewer 信息员, 审计局",
        "not in the files: column 511723-finance/about 基本概况",
        "not in the files: column 511723-finance/news 工作动态",
        "not in the files: office 511723-finance 财政局",
        "not in the files: role editor/511723-finance/reviewer",
    ]
    assert Page.objects.filter(url_path="/kaijiang/departments/finance/news/", live=True).exists()
    assert RoleAssignment.objects.filter(user__username="editor").count() == 3


def test_a_new_column_reaches_every_subsite_of_the_profile(folder) -> None:
    folder.append("columns-township.csv", "culture,民俗风物,Customs,about,profile,,,no")
    folder.append("organisations.csv", "511723101,普安镇,Puan Town,puan,township,511723,,township,,")
    folder.replace("columns-township.csv", "culture,民俗风物,Customs,about,profile,,,no\n", "")
    folder.build()
    folder.append("columns-township.csv", "culture,民俗风物,Customs,about,profile,,,no")
    folder.build()
    assert sorted(ColumnPage.objects.filter(slug="culture").values_list("url_path", flat=True)) == [
        "/kaijiang/townships/puan/about/culture/",
        "/kaijiang/townships/xinning/about/culture/",
    ]


def test_a_changed_column_is_applied_but_not_where_the_office_renamed_it(folder) -> None:
    folder.append("organisations.csv", "511723101,普安镇,Puan Town,puan,township,511723,,township,,")
    folder.build()
    own = ColumnPage.objects.get(url_path="/kaijiang/townships/xinning/news/")
    own.title = "新宁新闻"
    own.save_revision().publish()
    with writes() as statements:
        assert told(folder.build()) == [
            "nothing: column 511723100/news 工作动态",
            "title stays “新宁新闻”, as the office has it; the files say “工作动态”",
        ]
    assert statements == []
    folder.replace(
        "columns-township.csv", "news,工作动态,News,,news,,,yes", "news,乡镇新闻,News,,notice,,,no"
    )
    folder.build()
    rows = ColumnPage.objects.filter(slug="news", url_path__contains="townships").order_by("url_path")
    assert list(rows.values_list("title", "kind", "show_in_menus")) == [
        ("乡镇新闻", "notice", False),
        ("新宁新闻", "notice", False),
    ]


def test_a_draft_of_the_office_is_not_published(folder) -> None:
    folder.build()
    column = ColumnPage.objects.get(url_path="/kaijiang/townships/xinning/news/")
    column.introduction = "还没有写完"
    column.save_revision()
    folder.replace("columns-township.csv", "news,工作动态", "news,乡镇新闻")
    folder.build()
    column.refresh_from_db()
    assert (column.title, column.introduction, column.has_unpublished_changes) == ("乡镇新闻", "", True)
    draft = column.get_latest_revision_as_object()
    assert (draft.title, draft.introduction) == ("乡镇新闻", "还没有写完")


def test_a_moved_column_is_moved(folder) -> None:
    folder.build()
    folder.replace("columns-township.csv", "news,工作动态,News,,news", "news,工作动态,News,about,news")
    folder.build()
    assert ColumnPage.objects.filter(url_path="/kaijiang/townships/xinning/about/news/").exists()
    with writes() as statements:
        folder.build()
    assert statements == []


def test_a_column_that_the_office_removed_is_not_built_again(folder) -> None:
    folder.build()
    ColumnPage.objects.get(url_path="/kaijiang/townships/xinning/about/").delete()
    folder.append("columns-township.csv", "history,历史沿革,History,about,profile,,,no")
    built = folder.build()
    note = "The office removed this column, or the one above it. It is not built again."
    assert told(built) == [
        "nothing: column 511723100/about 基本概况",
        note,
        "nothing: column 511723100/history 历史沿革",
        note,
    ]
    assert not ColumnPage.objects.filter(slug="history").exists()


def test_a_column_that_the_office_made_itself_is_taken_over_as_it_is(folder) -> None:
    folder.build()
    home = HomePage.objects.get(slug="xinning")
    home.add_child(instance=ColumnPage(title="我们的民俗", slug="culture", kind="news"))
    folder.append("columns-township.csv", "culture,民俗风物,Customs,,profile,,,no")
    folder.build()
    column = ColumnPage.objects.get(slug="culture")
    assert (column.title, column.kind) == ("我们的民俗", "news")
    with writes() as statements:
        folder.build()
    assert statements == []


def test_another_page_at_the_address_of_a_new_column_stays(folder) -> None:
    folder.build()
    parent = ColumnPage.objects.get(url_path="/kaijiang/townships/xinning/about/")
    from core.pages.models import ArticlePage

    parent.add_child(instance=ArticlePage(title="历史", slug="history"))
    folder.append("columns-township.csv", "history,历史沿革,History,about,profile,,,no")
    assert told(folder.build()) == [
        "nothing: column 511723100/history 历史沿革",
        "Another page of the office has this address. The column is not built.",
    ]


def test_english_titles_follow_where_there_are_english_pages(folder) -> None:
    folder.build()
    english = Locale.objects.get(language_code="en")
    home = HomePage.objects.get(slug="kaijiang")
    home.copy_for_translation(english)
    news = ColumnPage.objects.get(url_path="/kaijiang/news/").copy_for_translation(english)
    news.title = "Our news"
    news.save_revision().publish()
    local = ColumnPage.objects.get(slug="local").copy_for_translation(english)
    local.title = "Local News"
    local.save_revision().publish()
    folder.replace("organisations.csv", "Kaijiang County", "Kaijiang")
    folder.replace("columns-county.csv", "Local News", "Around Here")
    folder.replace("columns-county.csv", "信息资讯,News", "信息资讯,Newsroom")
    built = folder.build()
    titles = Page.objects.filter(locale=english).order_by("path").values_list("title", flat=True)
    assert list(titles) == ["开江县人民政府", "Our news", "Around Here"]
    assert "title_en stays “Our news”, as the office has it; the files say “Newsroom”" in told(built)
    with writes() as statements:
        folder.build()
    assert statements == []


def test_settings_follow_the_file_until_the_office_changes_them(folder) -> None:
    folder.build()
    SubsiteSettings.objects.filter(subsite__organisation__code="511723100").update(sponsor="党政办公室")
    folder.replace("settings.csv", "5117230002,新宁镇人民政府", "5117230003,新宁镇政府")
    folder.build()
    marks = SubsiteSettings.objects.get(subsite__organisation__code="511723100")
    assert (marks.site_id_code, marks.sponsor) == ("5117230003", "党政办公室")


def test_a_role_that_was_taken_away_is_not_given_again(folder) -> None:
    folder.build()
    user = User.objects.get(username="editor")
    revoke_role(
        user=user, role="contributor", subsite=Subsite.objects.get(organisation__code="511723100"), by=SYSTEM
    )
    built = folder.build()
    assert told(built) == [
        "nothing: role editor/511723100/contributor 信息员, 新宁镇",
        "The role was taken away since. It is not given again.",
    ]
    assert RoleAssignment.objects.filter(user=user).count() == 1


def test_an_account_that_was_there_before_keeps_its_name_and_address(folder) -> None:
    User.objects.create_user("Editor", email="own@county.example", name="老信息员")
    folder.build()
    user = User.objects.get(username__iexact="editor")
    assert (user.name, user.email) == ("老信息员", "own@county.example")
    assert RoleAssignment.objects.filter(user=user).count() == 2
