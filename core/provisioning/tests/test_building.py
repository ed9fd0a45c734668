"""What a build makes."""

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction, ReferenceIndex, Revision, Site

from core.access.models import RoleAssignment
from core.accounts.models import User
from core.audit.models import AuditRecord
from core.pages.models import ColumnPage, OfficesPage
from core.provisioning.models import ProvisionedRecord
from core.tenancy.models import Organisation, Subsite
from core.tenancy.table import subsite_table

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def built(folder):
    return folder.build()


def test_the_tree() -> None:
    rows = Page.objects.order_by("path").values_list("depth", "url_path", "title")
    assert list(rows) == [
        (1, "/", "Root"),
        (2, "/kaijiang/", "开江县人民政府"),
        (3, "/kaijiang/news/", "信息资讯"),
        (4, "/kaijiang/news/local/", "本地要闻"),
        (3, "/kaijiang/townships/", "乡镇街道"),
        (4, "/kaijiang/townships/xinning/", "新宁镇"),
        (5, "/kaijiang/townships/xinning/about/", "基本概况"),
        (5, "/kaijiang/townships/xinning/news/", "工作动态"),
        (3, "/kaijiang/departments/", "县级部门"),
        (4, "/kaijiang/departments/finance/", "财政局"),
        (5, "/kaijiang/departments/finance/about/", "基本概况"),
        (5, "/kaijiang/departments/finance/news/", "工作动态"),
        (2, "/intranet/", "开江县内网"),
        (3, "/intranet/about/", "基本概况"),
        (3, "/intranet/news/", "工作动态"),
    ]
    assert Page.find_problems() == ([], [], [], [], [])


def test_columns_hold_what_the_blueprint_says() -> None:
    news = ColumnPage.objects.get(url_path="/kaijiang/news/")
    assert (news.kind, news.introduction, news.keywords, news.show_in_menus) == (
        "news",
        "县里的事",
        "新闻",
        True,
    )
    assert not ColumnPage.objects.get(slug="local").show_in_menus
    lists = OfficesPage.objects.order_by("path").values_list("slug", "lists", "introduction")
    assert list(lists) == [("townships", "township", "十三个乡镇"), ("departments", "department", "")]


def test_pages_are_published_with_a_revision() -> None:
    pages = Page.objects.filter(depth__gt=1)
    assert Revision.objects.count() == pages.count() == 14
    for page in pages:
        assert page.live
        assert not page.has_unpublished_changes
        assert page.first_published_at is not None
        assert page.latest_revision_id == page.live_revision_id
        assert page.latest_revision.as_object().title == page.title
        assert page.locale.language_code == "zh-hans"


def test_organisations_and_subsites() -> None:
    xinning = Organisation.objects.get(code="511723100")
    assert (xinning.name_en, xinning.pinyin, xinning.pinyin_initial) == ("Xinning Town", "xin ning zhen", "X")
    assert xinning.parent == Organisation.objects.get(kind="county")
    rows = Subsite.objects.order_by("pk").values_list(
        "organisation__slug", "profile", "theme", "hostname", "collection__name"
    )
    assert list(rows) == [
        ("kaijiang", "county", "county", "localhost", "开江县人民政府"),
        ("xinning", "township", "township-green", "xinning.localhost", "新宁镇"),
        ("finance", "department", "department", None, "财政局"),
        ("intranet", "intranet", "intranet", "intranet.localhost", "开江县内网"),
    ]


def test_the_table_of_subsites_knows_them_at_once() -> None:
    table = subsite_table()
    assert {entry.code for entry in table.all} == {"511723", "511723100", "511723-finance", "511723-net"}
    assert table.by_code["511723100"].settings.sponsor == "新宁镇人民政府"
    assert table.portal.settings.contact_email == "office@county.example"


def test_host_names_have_site_rows() -> None:
    rows = Site.objects.order_by("pk").values_list("hostname", "port", "is_default_site", "root_page__slug")
    assert list(rows) == [
        ("localhost", 80, True, "kaijiang"),
        ("xinning.localhost", 80, False, "xinning"),
        ("intranet.localhost", 80, False, "intranet"),
    ]


def test_the_intranet_asks_to_sign_in() -> None:
    restrictions = PageViewRestriction.objects.values_list("page__slug", "restriction_type")
    assert list(restrictions) == [("intranet", PageViewRestriction.LOGIN)]


def test_accounts_cannot_sign_in_and_hold_their_roles() -> None:
    editor = User.objects.get(username="editor")
    assert (editor.name, editor.email, editor.is_demonstration) == ("信息员", "editor@county.example", False)
    assert not editor.has_usable_password()
    rows = RoleAssignment.objects.order_by("pk").values_list(
        "user__username", "role", "subsite__organisation__slug"
    )
    assert list(rows) == [
        ("centre", "central_administrator", "kaijiang"),
        ("editor", "contributor", "xinning"),
        ("editor", "reviewer", "finance"),
    ]


def test_what_was_decided_is_on_record() -> None:
    counted = {
        action: AuditRecord.objects.filter(action=action, actor_label="system").count()
        for action in (
            "county.built",
            "subsite.created",
            "subsite_settings.changed",
            "account.created",
            "role.assigned",
        )
    }
    assert counted == {
        "county.built": 1,
        "subsite.created": 4,
        "subsite_settings.changed": 2,
        "account.created": 2,
        "role.assigned": 3,
    }
    assert AuditRecord.objects.get(action="county.built").data == {"steps": {"create": 21}}


def test_everything_provisioned_is_remembered() -> None:
    counted = {
        subject: ProvisionedRecord.objects.filter(subject=subject).count()
        for subject in ("office", "settings", "column", "account", "role")
    }
    assert counted == {"office": 4, "settings": 2, "column": 10, "account": 2, "role": 3}


def test_the_reference_index_is_as_if_saved_one_by_one() -> None:
    before = set(
        ReferenceIndex.objects.values_list("base_content_type", "object_id", "to_object_id", "content_path")
    )
    for model in ReferenceIndex.tracked_models:
        for instance in model._base_manager.all():
            ReferenceIndex.create_or_update_for_object(instance)
    after = set(
        ReferenceIndex.objects.values_list("base_content_type", "object_id", "to_object_id", "content_path")
    )
    assert before == after


def test_columns_are_found_by_search() -> None:
    assert [page.title for page in ColumnPage.objects.all().search("本地要闻")] == ["本地要闻"]


def test_the_pages_answer(client: Client) -> None:
    assert client.get("/townships/xinning/news/", HTTP_HOST="localhost").status_code == 200
    assert client.get("/news/", HTTP_HOST="xinning.localhost").status_code == 200
