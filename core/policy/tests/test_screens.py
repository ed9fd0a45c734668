"""Central policy on its screen: preview first, then apply, then perhaps revert."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.access.actors import SYSTEM
from core.accounts.models import User
from core.audit.models import AuditRecord
from core.plugin_api import enable_plugin, is_enabled
from core.policy.decisions import policy
from core.policy.models import PolicyChangeSet, PolicyRule
from core.policy.plans import Change
from core.policy.rules import Rule, RuleKey
from core.policy.services import change_policy
from core.testing.county import County
from core.testing.factories import UserFactory
from plugins.notices.models import NoticesPage


@pytest.fixture
def centre(county: County, client: Client) -> User:
    person = UserFactory(role="central_administrator", role__subsite=county.portal)
    client.force_login(person)
    return person


KEPT = ["png", "jpg", "jpeg", "webp"]


def previewed(client: Client, data: dict[str, Any], scope: str = "county") -> Any:
    return client.post(f"{reverse('policy')}?scope={scope}", data)


def apply_of(answer: Any, **more: str) -> dict[str, str]:
    context = answer.context_data
    return {
        "changes": context["changes"],
        "token": str(context["preview"].token),
        "scope": context["scope_name"],
        **more,
    }


def test_nothing_is_changed_before_the_preview_is_applied(
    county: County, centre: User, client: Client
) -> None:
    answer = previewed(client, {"comments|": "forbidden", "attachment_size|": "5"}, "profile-township")
    assert answer.status_code == 200
    assert answer.context_data["header_title"] == "变更的影响"
    assert [
        (line.what, line.where, line.before, line.after) for line in answer.context_data["preview"].lines
    ] == [
        ("编辑批注", "乡镇（街道）", "未作规定", "禁止"),
        ("附件大小", "乡镇（街道）", "未作规定", "5 MB"),
    ]
    assert PolicyRule.objects.count() == 0
    applied = client.post(reverse("policy_apply"), apply_of(answer, note="试行一年"))
    assert applied["Location"] == f"{reverse('policy')}?scope=profile-township"
    assert policy("comments", subsite=county.shiqiao).on is False
    assert policy("attachment_size", subsite=county.finance).value == 50
    assert PolicyChangeSet.objects.get().note == "试行一年"
    assert AuditRecord.objects.get(action="policy.changed").actor == centre


def test_the_preview_names_plugins_pages_and_subsites(county: County, centre: User, client: Client) -> None:
    enable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM)
    page = NoticesPage(title="公告栏", slug="board", locale=county.home("shiqiao").locale)
    page.first_published_at = timezone.now()
    county.home("shiqiao").add_child(instance=page)
    answer = previewed(client, {"plugin.notices|": "forbidden"})
    assert [(e.text, e.subsites, e.loses) for e in answer.context_data["preview"].effects] == [
        ("“公告”将停用。", ("石桥镇",), True),
        ("1 个页面将不再对公众显示，内容予以保留。", (), True),
        ("“公告”现状不变，单位不能再自行更改。", ("百节镇", "达县人民政府", "财政局", "县政府内网"), False),
    ]
    assert is_enabled("notices", county.shiqiao) is True


def test_the_preview_names_the_files_that_are_refused_from_now_on(
    county: County, centre: User, client: Client
) -> None:
    answer = previewed(
        client,
        {"picture_types|": "allowed", "picture_types||options": KEPT},
        "subsite-shiqiao",
    )
    assert [(e.text, e.subsites) for e in answer.context_data["preview"].effects] == [
        ("图片类型：今后不再接受 .gif 文件。已有此类文件 0 个，予以保留。", ("石桥镇",))
    ]


def test_back_from_the_preview_keeps_what_was_typed(county: County, centre: User, client: Client) -> None:
    answer = previewed(client, {"comments|": "forbidden", "attachment_size|": "7"})
    again = client.post(reverse("policy"), {"back": "", "changes": answer.context_data["changes"]})
    html = again.content.decode()
    assert 'value="7"' in html
    assert '<option value="forbidden" selected>' in html
    assert PolicyRule.objects.count() == 0


def test_what_cannot_be_is_said_in_words(county: County, centre: User, client: Client) -> None:
    answer = previewed(client, {"attachment_size|": "900"})
    assert "“附件大小”须为 1 至 50 之间的整数。" in answer.content.decode()
    assert answer.context_data["possible"] is False
    forged = {"changes": json.dumps([{"item": "nothing", "rule": "forced"}]), "token": "x", "scope": "county"}
    assert client.post(reverse("policy_apply"), forged).status_code == 200
    assert client.post(reverse("policy_apply"), {"changes": "]["}).status_code == 200
    assert PolicyRule.objects.count() == 0


def test_a_preview_that_is_out_of_date_is_shown_anew(county: County, centre: User, client: Client) -> None:
    data = apply_of(previewed(client, {"comments|": "forbidden"}))
    enable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM)
    answer = client.post(reverse("policy_apply"), data)
    assert answer.status_code == 200
    assert "其间已有其他更改" in answer.content.decode()
    assert PolicyRule.objects.count() == 0
    assert client.post(reverse("policy_apply"), apply_of(answer)).status_code == 302
    assert PolicyRule.objects.count() == 1


def test_a_change_is_reverted_and_audited(county: County, centre: User, client: Client) -> None:
    change_policy(changes=[Change(RuleKey("attachment_size"), Rule.ALLOWED, 20)], by=SYSTEM)
    made = change_policy(
        changes=[
            Change(RuleKey("attachment_size"), Rule.ALLOWED, 5),
            Change(RuleKey("comments"), Rule.FORBIDDEN),
        ],
        by=centre,
    )
    assert made is not None
    address = reverse("policy_revert", args=[made.pk])
    token = client.get(address).context_data["preview"].token
    assert client.post(address, {"token": str(token)}).status_code == 302
    assert policy("attachment_size", subsite=county.shiqiao).value == 20
    assert policy("comments", subsite=county.shiqiao).on is True
    assert AuditRecord.objects.get(action="policy.reverted").data["reverts"] == made.pk
    assert client.post(address, {"token": str(token)}).status_code == 200
    assert PolicyChangeSet.objects.count() == 3


def test_a_change_with_later_ones_on_top_is_not_reverted(
    county: County, centre: User, client: Client
) -> None:
    first = change_policy(changes=[Change(RuleKey("comments"), Rule.FORBIDDEN)], by=centre)
    change_policy(changes=[Change(RuleKey("comments"), Rule.FORCED)], by=centre)
    assert first is not None
    answer = client.post(reverse("policy_revert", args=[first.pk]), {"token": "x"})
    assert "其后的更改涉及相同的规则（编辑批注）" in answer.content.decode()
    assert policy("comments", subsite=county.shiqiao).rule == Rule.FORCED


@pytest.mark.parametrize("role", ["manager", "auditor", "system_administrator", "central_auditor"])
def test_nobody_else_has_these_screens(county: County, client: Client, role: str) -> None:
    client.force_login(UserFactory(role=role, role__subsite=county.portal))
    for address in ("policy", "policy_history"):
        assert client.get(reverse(address)).status_code == 404
    assert client.post(reverse("policy_apply")).status_code == 404


def test_the_office_decides_on_its_own_screen(county: County, client: Client) -> None:
    client.force_login(UserFactory(role="manager", role__subsite=county.shiqiao))
    address = reverse("policy_office", args=["shiqiao"])
    client.post(address, {"item": "comments", "on": "0"})
    assert policy("comments", subsite=county.shiqiao).on is False
    change_policy(changes=[Change(RuleKey("comments"), Rule.FORCED)], by=SYSTEM)
    client.post(address, {"item": "comments", "on": "0"})
    assert policy("comments", subsite=county.shiqiao).on is True
    assert client.get(reverse("policy_office", args=["baijie"])).status_code == 404
