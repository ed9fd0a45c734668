"""The audit screens: who sees what, filters, pages by key, exports, and the proof in words."""

import csv
import io
import json
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from core.access.actors import SYSTEM
from core.access.models import SubsiteUserPermission
from core.accounts.models import User
from core.audit.models import AuditLeaf, AuditRecord
from core.audit.querysets import actions
from core.audit.services import record, record_view
from core.audit.tests.tampering import run, unguarded
from core.audit.tree.sealing import seal
from core.tenancy.models import Organisation, Subsite
from core.testing.county import County
from core.testing.factories import UserFactory

pytestmark = pytest.mark.django_db


def grant(user: User, codename: str, subsite: Subsite) -> None:
    permission = Permission.objects.get(codename=codename, content_type__app_label="core_tenancy")
    SubsiteUserPermission.objects.create(user=user, permission=permission, content_object=subsite)


@pytest.fixture
def auditor(county: County) -> Client:
    """Somebody who may read the records of all subsites, and nothing else."""
    person = UserFactory(name="审计员")
    grant(person, "access_admin", county.portal)
    grant(person, "audit_everything", county.portal)
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def manager(county: County) -> Client:
    """The manager of one township."""
    client = Client()
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao, name="石桥管理员"))
    return client


@pytest.fixture
def records(county: County, auditor: Client, manager: Client) -> dict[str, AuditRecord]:
    """Four records of two offices, of no office, and of a view."""
    made = {
        "own": record(
            action="plugin.enabled", by=SYSTEM, subsite=county.shiqiao, target=county.shiqiao,
            data={"plugin": "notices"},
        ),
        "foreign": record(action="column.changed", by=SYSTEM, subsite=county.baijie, target=county.baijie),
        "none": record(action="county.built", by=SYSTEM, data={"note": "全县秘密词"}),
        "view": record_view(by=SYSTEM, target=Organisation, subsite=county.baijie, count=3),
    }  # fmt: skip
    seal()
    return made


def listed(client: Client, **query: Any) -> list[int]:
    """Ids of the records that the listing shows."""
    answer = client.get("/admin/audit/", query)
    assert answer.status_code == 200
    return [row["record"].pk for row in answer.context["rows"]]


def test_the_auditor_sees_every_record(auditor: Client, records: dict[str, AuditRecord]) -> None:
    found = listed(auditor)
    assert found == sorted(AuditRecord.objects.values_list("pk", flat=True), reverse=True)
    assert {each.pk for each in records.values()} <= set(found)


def test_a_manager_sees_their_own_subsite_only(
    manager: Client, county: County, records: dict[str, AuditRecord]
) -> None:
    own = AuditRecord.objects.filter(subsite=county.shiqiao).order_by("-pk")
    assert listed(manager) == [each.pk for each in own]
    page = manager.get("/admin/audit/").content.decode()
    assert "百节镇" not in page
    assert "县人民政府" not in page
    assert listed(manager, subsite=county.baijie.pk) == []
    assert listed(manager, q="全县秘密词") == []


def test_a_foreign_record_is_not_found(manager: Client, records: dict[str, AuditRecord]) -> None:
    assert manager.get(f"/admin/audit/{records['own'].pk}/").status_code == 200
    for name in ("foreign", "none", "view"):
        assert manager.get(f"/admin/audit/{records[name].pk}/").status_code == 404
    assert manager.get("/admin/audit/999999/").status_code == 404


def test_the_screens_are_closed_to_others(county: County, records: dict[str, AuditRecord]) -> None:
    client = Client()
    assert client.get("/admin/audit/").status_code == 302
    client.force_login(UserFactory(role="contributor", role__subsite=county.shiqiao))
    assert client.get("/admin/audit/").status_code == 404
    assert client.get(f"/admin/audit/{records['own'].pk}/").status_code == 404
    assert client.post("/admin/audit/export/", {"format": "csv"}).status_code == 404
    assert not AuditRecord.objects.filter(action="audit.exported").exists()


def test_the_menu_leads_there_for_those_who_may(county: County, auditor: Client, manager: Client) -> None:
    other = Client()
    other.force_login(UserFactory(role="contributor", role__subsite=county.shiqiao))
    shown = [
        '"/admin/audit/"' in client.get("/admin/").content.decode() for client in (auditor, manager, other)
    ]
    assert shown == [True, True, False]


def test_each_filter_narrows(auditor: Client, county: County, records: dict[str, AuditRecord]) -> None:
    person = UserFactory(username="zhangsan", name="张三")
    done = record(action="test.done", by=person, subsite=county.finance, target=county.finance)
    assert listed(auditor, q="NOTICES 石桥") == [records["own"].pk]
    assert listed(auditor, q="notices 百节") == []
    assert listed(auditor, q="全县秘密词") == [records["none"].pk]
    assert listed(auditor, person="张") == [done.pk]
    assert listed(auditor, person="zhangsan") == [done.pk]
    assert listed(auditor, subsite=county.finance.pk) == [done.pk]
    assert listed(auditor, category="view") == [records["view"].pk]
    assert listed(auditor, action="county.built") == [records["none"].pk]
    assert listed(auditor, object="百节") == [records["foreign"].pk]
    assert listed(auditor, object="core_tenancy.organisation") == [records["view"].pk]
    assert listed(auditor, target_type="core_tenancy.Subsite", target_id=county.baijie.pk) == [
        records["foreign"].pk
    ]
    assert listed(auditor, action="county.built", category="view") == []


def test_further_filters_are_open_while_one_of_them_narrows(auditor: Client) -> None:
    opened = [
        auditor.get("/admin/audit/", query).context["narrowed"]
        for query in ({}, {"q": "x"}, {"q": "x", "person": "y"}, {"since": "none"})
    ]
    assert opened == [False, False, True, True]


def test_hashes_can_be_broken_and_the_system_is_named(
    auditor: Client, records: dict[str, AuditRecord]
) -> None:
    answer = auditor.get(f"/admin/audit/{records['own'].pk}/")
    digits = answer.context["root"]
    parts = "<wbr>".join(digits[at : at + 8] for at in range(0, 64, 8))
    page = answer.content.decode()
    assert f"<code>{parts}<wbr></code>" in page
    assert "<dd>系统</dd>" in page.replace("\n", "").replace("  ", "")


def test_days_are_days_of_the_county(auditor: Client, county: County) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    made = []
    for moment in (datetime(2030, 5, 1, 23, 59, 59, tzinfo=zone), datetime(2030, 5, 2, 0, 0, tzinfo=zone)):
        with time_machine.travel(moment, tick=False):
            made.append(record(action="test.done", by=SYSTEM).pk)
    assert listed(auditor, since="2030-05-01", until="2030-05-01") == [made[0]]
    assert listed(auditor, since="2030-05-02") == [made[1]]
    assert listed(auditor, since="2030-05-01", until="2030-05-02") == made[::-1]


def test_days_in_the_wrong_order_are_explained(auditor: Client, records: dict[str, AuditRecord]) -> None:
    answer = auditor.get("/admin/audit/", {"since": "2030-05-02", "until": "2030-05-01", "q": "石桥"})
    assert answer.context["rows"] == []
    page = answer.content.decode()
    assert "截止日期早于起始日期，请选择更晚的日期。" in page
    assert 'value="石桥"' in page


def test_an_empty_result_says_what_to_do(auditor: Client, records: dict[str, AuditRecord]) -> None:
    page = auditor.get("/admin/audit/", {"q": "没有这个词"}).content.decode()
    assert "没有符合条件的记录。请去掉某个筛选条件，或放宽时间范围。" in page


def test_pages_go_on_by_key_in_both_directions(auditor: Client, county: County) -> None:
    made = [record(action="test.done", by=SYSTEM, data={"step": step}).pk for step in range(120)][::-1]
    query = {"action": "test.done"}
    first = auditor.get("/admin/audit/", query).context
    assert [row["record"].pk for row in first["rows"]] == made[:50]
    assert (first["newer"], first["older"]) == ("", f"?action=test.done&before={made[49]}")
    second = auditor.get("/admin/audit/" + first["older"]).context
    assert [row["record"].pk for row in second["rows"]] == made[50:100]
    assert second["newer"] == f"?action=test.done&after={made[50]}"
    third = auditor.get("/admin/audit/" + second["older"]).context
    assert [row["record"].pk for row in third["rows"]] == made[100:]
    assert third["older"] == ""
    back = auditor.get("/admin/audit/" + third["newer"]).context
    assert [row["record"].pk for row in back["rows"]] == made[50:100]
    again = auditor.get("/admin/audit/" + back["newer"]).context
    assert [row["record"].pk for row in again["rows"]] == made[:50]
    assert again["newer"] == ""


@pytest.mark.parametrize("key", ["x", "-1", "²", "9" * 30, ""])
def test_a_key_that_is_none_means_the_newest(
    auditor: Client, records: dict[str, AuditRecord], key: str
) -> None:
    assert listed(auditor, before=key) == listed(auditor)


def test_the_number_of_queries_does_not_grow(
    auditor: Client, county: County, django_assert_max_num_queries: Any
) -> None:
    for step in range(60):
        record(
            action="test.done",
            by=UserFactory(),
            subsite=county.baijie,
            target=county.baijie,
            data={"s": step},
        )
    seal()
    auditor.get("/admin/audit/")
    with django_assert_max_num_queries(14):
        assert len(listed(auditor)) == 50


def test_actions_are_listed_once_each(records: dict[str, AuditRecord]) -> None:
    every = AuditRecord.objects.order_by("action").values_list("action", flat=True).distinct()
    assert actions() == list(every)


def export(client: Client, kind: str, **query: Any) -> bytes:
    answer = client.post("/admin/audit/export/", {"format": kind, **query})
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith('attachment; filename="audit-')
    assert "no-store" in answer["Cache-Control"]
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_csv_holds_what_the_filters_leave(auditor: Client, records: dict[str, AuditRecord]) -> None:
    text = export(auditor, "csv", action="plugin.enabled").decode("utf-8-sig")
    heads, row = csv.reader(io.StringIO(text))
    assert heads[:6] == ["序号", "时间", "类别", "人员", "账号", "操作"]
    own = records["own"]
    leaf = AuditLeaf.objects.get(record_id=own.pk)
    local = own.created_at.astimezone(ZoneInfo("Asia/Shanghai"))
    assert row == [
        str(leaf.sequence), f"{local:%Y-%m-%d %H:%M:%S}", "决定", "system", "", "插件：已启用", "plugin.enabled",
        "石桥镇", "core_tenancy.Subsite", str(own.target_id), "石桥镇", '{"plugin": "notices"}', bytes(leaf.hash).hex(),
    ]  # fmt: skip


def test_csv_holds_no_formula(auditor: Client, county: County) -> None:
    record(action="test.done", by=UserFactory(name='=HYPERLINK("x")'), subsite=county.shiqiao)
    text = export(auditor, "csv", action="test.done").decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text)))[1][3] == '\'=HYPERLINK("x")'


def test_json_can_be_checked_by_itself(auditor: Client, records: dict[str, AuditRecord]) -> None:
    rows = json.loads(export(auditor, "json"))
    assert len(rows) == AuditRecord.objects.exclude(action="audit.exported").count()
    for row in rows:
        if row["hash"] is not None:
            text = json.dumps(row["entry"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            assert sha256(b"\0" + text.encode()).hexdigest() == row["hash"]
    assert [row["sequence"] for row in rows if row["sequence"]] == list(
        range(AuditLeaf.objects.count(), 0, -1)
    )


def test_an_export_is_itself_on_record(
    manager: Client, county: County, records: dict[str, AuditRecord]
) -> None:
    rows = json.loads(export(manager, "json", q="notices", person=""))
    assert [row["entry"]["action"] for row in rows] == ["plugin.enabled"]
    told = AuditRecord.objects.get(action="audit.exported")
    assert (told.subsite_id, told.actor_label) == (county.shiqiao.pk, "石桥管理员")
    assert told.data == {"format": "json", "filters": {"q": "notices"}}


def test_an_export_in_an_unknown_format_is_none(auditor: Client, records: dict[str, AuditRecord]) -> None:
    answer = auditor.post("/admin/audit/export/", {"format": "xml"})
    assert (answer.status_code, answer["Location"]) == (302, "/admin/audit/")
    assert auditor.get("/admin/audit/export/").status_code == 405
    assert not AuditRecord.objects.filter(action="audit.exported").exists()


def test_many_records_are_exported_in_portions(auditor: Client, county: County) -> None:
    made = [record(action="test.done", by=SYSTEM, data={"step": step}).pk for step in range(1001)]
    rows = json.loads(export(auditor, "json", action="test.done"))
    assert [row["entry"]["data"]["step"] for row in rows] == list(range(1000, -1, -1))
    assert len(made) == 1001


def test_a_record_shows_its_proof_in_words(auditor: Client, records: dict[str, AuditRecord]) -> None:
    own = records["own"]
    answer = auditor.get(f"/admin/audit/{own.pk}/")
    number, size = AuditLeaf.objects.get(record_id=own.pk).sequence, AuditLeaf.objects.count()
    assert answer.context["state"] == "holds"
    page = answer.content.decode()
    assert "所示内容与写入时一致。" in page
    assert f"由 {size} 条记录构成的审计树的根；本记录在其中为第 {number} 号。" in page
    assert answer.context["steps"][-1].result == answer.context["root"]
    assert "插件：已启用" in page
    assert f"/admin/audit/?target_type=core_tenancy.Subsite&amp;target_id={own.target_id}" in page


def test_a_record_that_waits_says_so(auditor: Client, county: County) -> None:
    waiting = record(action="test.done", by=SYSTEM)
    answer = auditor.get(f"/admin/audit/{waiting.pk}/")
    assert answer.context["state"] == "waiting"
    assert "该记录正等待编号，一分钟内即可编入审计树。" in answer.content.decode()


def test_an_edited_record_is_not_shown_as_proved(auditor: Client, records: dict[str, AuditRecord]) -> None:
    own = records["own"]
    with unguarded():
        run("UPDATE core_audit_auditrecord SET actor_label = 'somebody else' WHERE id = %s", own.pk)
    answer = auditor.get(f"/admin/audit/{own.pk}/")
    assert answer.context["state"] == "broken"
    assert "所示内容与写入时不一致，或审计树已被改动。" in answer.content.decode()


def test_a_damaged_tree_proves_nothing(auditor: Client, records: dict[str, AuditRecord]) -> None:
    own = records["own"]
    with unguarded():
        run("DELETE FROM core_audit_auditleaf WHERE record_id <> %s", own.pk)
    assert auditor.get(f"/admin/audit/{own.pk}/").context["state"] == "broken"


def test_the_auditor_sees_the_root_that_the_command_prints(
    auditor: Client, manager: Client, records: dict[str, AuditRecord]
) -> None:
    out = io.StringIO()
    call_command("audit", "head", stdout=out)
    root = json.loads(out.getvalue())["root"]
    assert root in auditor.get("/admin/audit/").content.decode().replace("<wbr>", "")
    assert root not in manager.get("/admin/audit/").content.decode().replace("<wbr>", "")


def test_a_record_of_people_and_offices_that_are_gone_is_still_shown(auditor: Client, county: County) -> None:
    person = UserFactory(name="已离任")
    made = record(action="test.done", by=person, subsite=county.baijie, target=county.baijie)
    person.delete()
    county.baijie.delete()
    page = auditor.get(f"/admin/audit/{made.pk}/").content.decode()
    assert "已离任" in page
    assert "百节镇" in page
    assert made.pk in listed(auditor, q="百节镇")
    assert timezone.now() - made.created_at < timedelta(hours=1)
