"""The screens of sources, as an office uses them."""

import pytest

from core.access.actors import SYSTEM
from core.plugin_api import enable_plugin
from core.sealing import unseal
from core.testing.factories import UserFactory
from plugins.queries.models import DataSource, LookupTable
from plugins.queries.sources.services import create_source
from plugins.queries.tests.factories import VILLAGES

pytestmark = pytest.mark.django_db
AT = "/admin/plugins/queries/datasource/"
REST = {
    "name": "医保接口", "timeout_seconds": "5", "retries": "1", "refresh_minutes": "", "cache_minutes": "10",
    "secret": "Bearer s3cret", "settings-url": "https://data.example/ask", "settings-method": "POST",
    "settings-body": "json", "settings-parameters": "id = {编号}", "settings-header_name": "Authorization",
    "settings-format": "json", "settings-rows": "data", "settings-fields_map": "编号 = id",
}  # fmt: skip


@pytest.fixture
def manager(county, client):
    enable_plugin(subsite=county.shiqiao, slug="queries", by=SYSTEM)
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    return client


def test_a_source_is_made_changed_and_its_secret_never_shown(manager, county) -> None:
    assert "其他系统接口" in manager.get(f"{AT}new/").content.decode()
    made = manager.post(f"{AT}new/?provider=rest", REST)
    source = DataSource.objects.get()
    assert made.url == f"{AT}{source.pk}/try/"
    assert (source.subsite_id, source.provider, source.settings["fields"]) == (
        county.shiqiao.pk,
        "rest",
        {"编号": "id"},
    )
    assert unseal(source.sealed_secret) == "Bearer s3cret"
    for path in ("", f"edit/{source.pk}/", f"{source.pk}/try/", "health/"):
        assert "s3cret" not in manager.get(AT + path).content.decode()
    manager.post(f"{AT}edit/{source.pk}/", {**REST, "secret": "", "settings-rows": "data.list"})
    source.refresh_from_db()
    assert (source.settings["rows"], unseal(source.sealed_secret)) == ("data.list", "Bearer s3cret")
    manager.post(f"{AT}edit/{source.pk}/", {**REST, "secret": "", "forget_secret": "on"})
    source.refresh_from_db()
    assert source.sealed_secret == ""


def test_what_is_wrong_is_told_at_its_field_and_kept(manager) -> None:
    response = manager.post(
        f"{AT}new/?provider=rest", {**REST, "settings-url": "file:///etc/passwd", "timeout_seconds": "99"}
    )
    assert list(response.context["settings_form"].errors) == ["url"]
    assert "file:///etc/passwd" in response.content.decode()
    assert not DataSource.objects.exists()


def test_a_value_that_the_database_refuses_is_told_in_words(manager) -> None:
    response = manager.post(f"{AT}new/?provider=rest", {**REST, "timeout_seconds": "99"})
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not DataSource.objects.exists()


def test_a_file_becomes_a_table_that_the_source_feeds(manager, county, settings, tmp_path) -> None:
    settings.DATA_FOLDER = tmp_path
    (tmp_path / "shiqiao").mkdir()
    file = tmp_path / "shiqiao" / "villages.csv"
    file.write_text(VILLAGES, encoding="utf-8")
    source = create_source(
        subsite=county.shiqiao, by=SYSTEM, provider="folder", name="村庄", settings={"path": "villages.csv"}
    )
    shown = manager.post(f"{AT}{source.pk}/try/", {"action": "show"})
    assert (shown.context["names"], shown.context["count"]) == (["乡镇", "村名", "代码", "户数"], 4)
    confirm = manager.post(f"{AT}{source.pk}/try/", {"action": "table"}).url
    page = manager.get(confirm)
    formset = page.context["formset"]
    data = {f"{formset.prefix}-{name}": value for name, value in formset.management_form.initial.items()}
    for form in formset.forms:
        data |= {
            form.add_prefix(name): value for name, value in form.initial.items() if value not in (None, False)
        }
    manager.post(confirm, data)
    table = LookupTable.objects.get()
    source.refresh_from_db()
    assert (source.table_id, table.row_count) == (table.pk, 4)
    file.write_text(VILLAGES.replace("95", "96"), encoding="utf-8")
    manager.post(f"{AT}{source.pk}/try/", {"action": "refresh"})
    table.refresh_from_db()
    assert table.current_version.number == 2


def test_what_fails_is_told_and_stands_on_the_health_page(manager, county) -> None:
    source = create_source(
        subsite=county.shiqiao, by=SYSTEM, provider="folder", name="村庄", settings={"path": "missing.csv"}
    )
    told = manager.post(f"{AT}{source.pk}/try/", {"action": "show"}, follow=True)
    assert "文件不存在" in told.content.decode()
    health = manager.get(f"{AT}health/")
    assert health.context["down"] == 1
    assert "文件不存在" in health.content.decode()


def test_another_office_is_not_reached(manager, county) -> None:
    enable_plugin(subsite=county.baijie, slug="queries", by=SYSTEM)
    foreign = create_source(
        subsite=county.baijie, by=SYSTEM, provider="folder", name="别家的来源", settings={"path": "a.csv"}
    )
    for path in (f"edit/{foreign.pk}/", f"{foreign.pk}/try/", f"delete/{foreign.pk}/"):
        assert manager.get(AT + path).status_code == 404
        assert manager.post(AT + path, REST).status_code == 404
    for path in ("", "health/"):
        assert "别家的来源" not in manager.get(AT + path).content.decode()
    manager.post(f"{AT}new/?provider=rest&subsite={county.baijie.pk}", REST)
    assert DataSource.objects.filter(subsite=county.baijie).count() == 1


def test_who_has_mended_a_source_may_try_it_at_once(manager, county, settings, tmp_path) -> None:
    settings.DATA_FOLDER = tmp_path
    (tmp_path / "shiqiao").mkdir()
    source = create_source(
        subsite=county.shiqiao, by=SYSTEM, provider="folder", name="村庄", settings={"path": "villages.csv"}
    )
    for _time in range(4):
        manager.post(f"{AT}{source.pk}/try/", {"action": "show"})
    source.refresh_from_db()
    assert source.failures == 4
    assert source.next_try_at is not None
    (tmp_path / "shiqiao" / "villages.csv").write_text(VILLAGES, encoding="utf-8")
    shown = manager.post(f"{AT}{source.pk}/try/", {"action": "show"})
    assert shown.context["count"] == 4
    source.refresh_from_db()
    assert (source.failures, source.next_try_at, source.down_since) == (0, None, None)


def test_without_a_view_it_says_whom_to_ask(manager) -> None:
    assert "请联系系统运维人员开放" in manager.get(f"{AT}new/?provider=view").content.decode()
