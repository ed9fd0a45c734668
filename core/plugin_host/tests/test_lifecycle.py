"""Retention, personal data, and taking a plugin away."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, PageLogEntry

from core.access.actors import SYSTEM
from core.admin_scoping.models import DeletedPage
from core.audit.models import AuditRecord
from core.plugin_api import enable_plugin, set_policy
from core.plugin_host.keeping import apply_retention, erase_personal_data, export_personal_data
from core.plugin_host.lifecycle.content import content_of, tables_of
from core.plugin_host.models import PluginSwitch
from core.policy.models import PolicyRule
from core.review.models import Decision, Publication, Review, ReviewRule
from core.review.origin import importing
from core.review.steps import Step
from core.testing.county import County
from core.testing.factories import UserFactory
from plugins.notices.models import Notice, NoticesPage
from plugins.notices.services import publish_notice
from plugins.queries.models import LookupPage


def test_retention_deletes_what_is_over_though_the_plugin_is_off(county: County) -> None:
    long_ago = timezone.now() - timedelta(days=731)
    for title, ends in (("老", long_ago), ("新", long_ago + timedelta(days=2)), ("开放", None)):
        publish_notice(
            subsite=county.shiqiao,
            title=title,
            by=SYSTEM,
            starts_at=long_ago - timedelta(days=1),
            ends_at=ends,
        )
    assert apply_retention()["notices.ended"] == 1
    assert set(Notice.objects.values_list("title", flat=True)) == {"新", "开放"}
    assert AuditRecord.objects.get(action="retention.applied").data == {"rule": "notices.ended", "rows": 1}


def test_personal_data_is_exported_and_erased_though_the_plugin_is_off(county: County) -> None:
    author = UserFactory(role="manager", role__subsite=county.shiqiao)
    notice = publish_notice(subsite=county.shiqiao, title="停水", by=author)
    found = export_personal_data(person=author, by=author)
    assert [row["title"] for row in found["notices.authors"]] == ["停水"]
    assert erase_personal_data(person=author, by=SYSTEM)["notices.authors"] == 1
    notice.refresh_from_db()
    assert notice.author is None
    assert export_personal_data(person=author, by=author)["notices.authors"] == []


def test_only_the_person_and_the_centre_handle_personal_data(county: County) -> None:
    author, other = UserFactory(), UserFactory(role="manager", role__subsite=county.portal)
    for handle in (export_personal_data, erase_personal_data):
        with pytest.raises(PermissionDenied):
            handle(person=author, by=other)


def test_the_commands_do_the_same(county: County) -> None:
    author = UserFactory(role="manager", role__subsite=county.shiqiao)
    publish_notice(subsite=county.shiqiao, title="停水", by=author)
    out = StringIO()
    call_command("personal_data", "export", author.username, stdout=out)
    assert json.loads(out.getvalue())["notices.authors"][0]["title"] == "停水"
    call_command("personal_data", "erase", author.username, stdout=StringIO())
    assert Notice.objects.get().author is None
    with pytest.raises(CommandError):
        call_command("personal_data", "export", "nobody")
    call_command("apply_retention", stdout=StringIO())


def test_switching_by_command(county: County) -> None:
    out = StringIO()
    call_command("plugin", "enable", "notices", "shiqiao", stdout=out)
    call_command("plugin", "enable", "notices", profile="township", stdout=out)
    assert out.getvalue().splitlines() == [
        "shiqiao: notices now on",
        "baijie: notices now on",
        "shiqiao: notices already on",
    ]
    call_command("plugin", "disable", "notices", all=True, stdout=StringIO())
    assert PluginSwitch.objects.filter(slug="notices", enabled=True).count() == 0
    call_command("plugin", "policy", "notices", "forced", profile="county", stdout=StringIO())
    with pytest.raises(CommandError, match="公告"):
        call_command("plugin", "disable", "notices", "county")
    listed = StringIO()
    call_command("plugin", "list", stdout=listed)
    assert "notices 1.0  公告  optional, on 1 of 5 subsites" in listed.getvalue()
    call_command("plugin", "check", stdout=StringIO())


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    [("list",), ("enable", "notices", "--all"), ("policy", "notices", "forced"), ("remove", "notices")],
    ids=lambda words: words[0],
)
def test_before_the_first_migration_it_says_what_to_do(words: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:  # rolled back with the test
        cursor.execute("ALTER TABLE core_tenancy_tenancyrevision RENAME TO not_there_yet")
    with pytest.raises(CommandError, match=r"no tables yet\. Make them first: manage\.py migrate"):
        call_command("plugin", *words)


@pytest.fixture
def restored() -> Iterator[None]:
    """Bring the tables of the notices back."""
    yield
    call_command("migrate", "plugin_notices", verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_removing_leaves_nothing_behind(county: County, restored: None, tmp_path: Path) -> None:
    enable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM)
    set_policy(slug="notices", rule="allowed", profile="township", by=SYSTEM)
    publish_notice(subsite=county.shiqiao, title="停水", by=SYSTEM)
    page = NoticesPage(title="公告", slug="archive", locale=county.home("shiqiao").locale)
    county.home("shiqiao").add_child(instance=page)
    with pytest.raises(CommandError, match="1 pages, 1 rows in plugin_notices_notice"):
        call_command("plugin", "remove", "notices")
    assert content_of("notices").pages == 1
    file = tmp_path / "notices.jsonl"
    call_command("plugin", "remove", "notices", export=file, delete=True, stdout=StringIO())
    kept = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [row["fields"]["title"] for row in kept if row.get("table") == "plugin_notices_notice"] == ["停水"]
    assert not Page.objects.filter(pk=page.pk).exists()
    assert tables_of("notices") == []
    assert not ContentType.objects.filter(app_label="plugin_notices").exists()
    assert not Permission.objects.filter(codename__startswith="notices_").exists()
    assert not PluginSwitch.objects.filter(slug="notices").exists()
    assert not PolicyRule.objects.filter(item="plugin.notices").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM django_migrations WHERE app = 'plugin_notices'")
        assert cursor.fetchone()[0] == 0
    connection.check_constraints()


@pytest.mark.django_db(transaction=True)
def test_removing_takes_what_others_keep_about_its_content(
    county: County, restored: None, tmp_path: Path
) -> None:
    page = NoticesPage(title="公告", slug="archive", locale=county.home("shiqiao").locale)
    with importing("tests"):
        county.home("shiqiao").add_child(instance=page)
        page.save_revision().publish()
    person = UserFactory()
    review = Review.objects.create(
        kind="notices.notice",
        object_id="1",
        subsite=county.shiqiao,
        title="停水",
        action="publish",
        content={"title": "停水"},
        content_hash="0" * 64,
        chain=[],
        state="done",
        submitted_by=person,
        submitted_at=timezone.now(),
    )
    Decision.objects.create(
        review=review, step=Step.SUPPLY, person=person, answering=person, decided_at=timezone.now()
    )
    ReviewRule.objects.create(kind="notices.notice", subsite=county.shiqiao, approval_hours=24)
    for name in ("notices.remind", "plugin_notices", "notices_other.remind", "core"):
        DBTaskResult.objects.create(
            args_kwargs={"args": [name, "noticespage", "1"], "kwargs": {}},
            task_path="a.b",
            backend_name="default",
        )
    file = tmp_path / "notices.jsonl"
    call_command("plugin", "remove", "notices", export=file, delete=True, stdout=StringIO())
    tables = [json.loads(line).get("table") for line in file.read_text(encoding="utf-8").splitlines()]
    assert tables.count("core_review_publication") == 1
    assert tables.count("core_review_review") == 1
    kinds = Q(kind__startswith="plugin_notices.") | Q(kind__startswith="notices.")
    for model in (Publication, Review, ReviewRule):
        assert not model.objects.filter(kinds).exists()
    assert not Decision.objects.exists()
    assert not PageLogEntry.objects.filter(page=page.pk).exists()
    assert not DeletedPage.objects.filter(page_number=page.pk).exists()
    left = DBTaskResult.objects.values_list("args_kwargs__args__0", flat=True)
    assert sorted(left) == ["core", "notices_other.remind"]
    assert AuditRecord.objects.filter(action="plugin.removed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_removed_plugin_whose_code_is_still_here_is_named_before_pages_are_deleted(
    county: County, restored: None
) -> None:
    call_command("plugin", "remove", "notices", stdout=StringIO())
    enable_plugin(subsite=county.shiqiao, slug="queries", by=SYSTEM)
    page = LookupPage(title="查询", slug="look-up", locale=county.home("shiqiao").locale)
    county.home("shiqiao").add_child(instance=page)
    with pytest.raises(
        CommandError, match=r"notices is removed already.*plugins/notices, or the distribution"
    ):
        call_command("plugin", "remove", "queries", delete=True, stdout=StringIO())
    assert content_of("queries").pages == 1
    listed = StringIO()
    call_command("plugin", "list", stdout=listed)
    lines = {line.split()[0]: line for line in listed.getvalue().splitlines()}
    assert lines["notices"].endswith("removed: take its code away, or run manage.py migrate to have it back")
    assert lines["queries"].endswith(" of 5 subsites")
    call_command("plugin", "remove", "notices", stdout=StringIO())  # a second time does no harm


@pytest.fixture
def gone(transactional_db: Any) -> Iterator[Callable[[Page], None]]:
    """Turns a page into one whose plugin's code is gone: its type and its table are all that is left."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE plugin_gone_gonepage (page_ptr_id bigint PRIMARY KEY REFERENCES wagtailcore_page (id))"
        )

    def make(page: Page) -> None:
        content_type, _created = ContentType.objects.get_or_create(app_label="plugin_gone", model="gonepage")
        Page.objects.filter(pk=page.pk).update(content_type=content_type)
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO plugin_gone_gonepage VALUES (%s)", [page.pk])

    yield make
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS plugin_gone_gonepage")


@pytest.mark.django_db(transaction=True)
def test_removing_works_when_the_code_is_gone(gone: Callable[[Page], None], county: County) -> None:
    page = county.home("shiqiao").add_child(instance=Page(title="旧", slug="old"))
    gone(page)
    assert content_of("gone").pages == 1
    with pytest.raises(CommandError, match="gone has content: 1 pages, 1 rows in plugin_gone_gonepage"):
        call_command("plugin", "remove", "gone")
    out = StringIO()
    call_command("plugin", "remove", "gone", delete=True, stdout=out)
    assert "1 pages deleted\ntable plugin_gone_gonepage dropped" in out.getvalue()
    assert tables_of("gone") == []
    assert not Page.objects.filter(pk=page.pk).exists()
    assert not ContentType.objects.filter(app_label="plugin_gone").exists()
    connection.check_constraints()


@pytest.mark.django_db(transaction=True)
def test_content_without_code_disturbs_nobody_in_the_administration(
    gone: Callable[[Page], None], county: County, client: Client
) -> None:
    column = county.home("shiqiao").get_children().get(slug="news")
    page = column.add_child(instance=Page(title="旧页面", slug="old"))
    gone(page)
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    listed = client.get(reverse("wagtailadmin_explore", args=[column.pk]))
    assert listed.status_code == 200
    assert "旧页面" not in listed.content.decode()
    assert client.get(reverse("wagtailadmin_pages:delete", args=[page.pk])).status_code == 404
    refused = client.post(reverse("wagtailadmin_pages:delete", args=[column.pk]), follow=True)
    assert "manage.py plugin remove gone" in refused.content.decode()
    assert Page.objects.filter(pk__in=[page.pk, column.pk]).count() == 2
