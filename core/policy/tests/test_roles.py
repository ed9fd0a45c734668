"""Policy for single roles: what a person may is weighed by the roles that they hold there."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core.access.actors import SYSTEM
from core.access.roles import Role
from core.access.services import assign_role, revoke_role
from core.accounts.models import User
from core.audit.models import AuditRecord
from core.media.models import Attachment
from core.policy.decisions import policy_for
from core.policy.models import PolicyChangeSet, PolicyRule
from core.policy.plans import Change
from core.policy.rules import Rule, RuleKey
from core.policy.services import change_policy, revert_changes
from core.policy.uploads import refuse_upload
from core.testing.county import County, make_article
from core.testing.factories import UserFactory

from .test_enforcing import edit

MEGABYTE = 1024 * 1024


def say(item: str, rule: Rule, value: object = None, role: str = "", **scope: Any) -> None:
    change_policy(changes=[Change(RuleKey(item, role=role, **scope), rule, value)], by=SYSTEM)


def person(county: County, *roles: str) -> User:
    found = UserFactory()
    for role in roles:
        assign_role(user=found, role=role, subsite=county.shiqiao, by=SYSTEM)
    return found


def test_a_person_has_what_their_roles_have(county: County) -> None:
    say("comments", Rule.FORBIDDEN)
    say("comments", Rule.FORCED, role="approver")
    held = {
        roles: policy_for("comments", subsite=county.shiqiao, person=person(county, *roles)).on
        for roles in (
            ("contributor",), ("approver",), ("contributor", "approver"), ("approver", "auditor"), ("auditor",),
        )
    }  # fmt: skip
    assert held == {
        ("contributor",): False,
        ("approver",): True,
        ("contributor", "approver"): True,
        ("approver", "auditor"): True,
        ("auditor",): False,
    }


@pytest.mark.parametrize("roles", [("manager",), ("contributor", "manager")])
def test_the_highest_limit_and_all_selections_count(county: County, roles: tuple[str, ...]) -> None:
    say("attachment_size", Rule.ALLOWED, 2, role="contributor")
    say("attachment_size", Rule.ALLOWED, 9, role="manager")
    say("attachment_types", Rule.ALLOWED, ["txt"], role="contributor")
    say("attachment_types", Rule.ALLOWED, ["pdf"], role="manager")
    found = person(county, *roles)
    assert policy_for("attachment_size", subsite=county.shiqiao, person=found).value == 9
    assert policy_for("attachment_types", subsite=county.shiqiao, person=found).value == sorted(
        {"manager": "pdf", "contributor": "txt"}[role] for role in roles
    )


def test_a_role_elsewhere_does_not_count(county: County) -> None:
    say("external_links", Rule.FORBIDDEN)
    say("external_links", Rule.FORCED, role="manager")
    found = person(county, "contributor")
    assign_role(user=found, role="manager", subsite=county.baijie, by=SYSTEM)
    assert policy_for("external_links", subsite=county.shiqiao, person=found).on is False
    assert policy_for("external_links", subsite=county.baijie, person=found).on is True


def test_a_role_that_was_taken_away_counts_no_more(county: County) -> None:
    say("comments", Rule.FORBIDDEN, role="contributor")
    found = person(county, "contributor", "reviewer")
    assert policy_for("comments", subsite=county.shiqiao, person=found).on is True
    revoke_role(user=found, role="reviewer", subsite=county.shiqiao, by=SYSTEM)
    assert policy_for("comments", subsite=county.shiqiao, person=found).on is False


def test_nobody_in_particular_and_the_centre_have_the_rule_for_all(county: County) -> None:
    say("comments", Rule.FORBIDDEN, role="manager")
    centre = UserFactory(role="central_administrator", role__subsite=county.portal)
    for who in (None, SYSTEM, centre, UserFactory(is_superuser=True)):
        assert policy_for("comments", subsite=county.shiqiao, person=who).on is True


def test_without_a_rule_for_a_role_nobody_is_asked_for_roles(
    county: County, django_assert_num_queries: Any
) -> None:
    found = person(county, "contributor")
    policy_for("comments", subsite=county.shiqiao, person=found)
    with django_assert_num_queries(1):  # the revision of the table, outside of a request
        policy_for("comments", subsite=county.shiqiao, person=found)


def test_uploads_go_by_role(county: County, client: Client) -> None:
    say("attachment_types", Rule.ALLOWED, ["pdf"], role="contributor")
    say("attachment_size", Rule.ALLOWED, 1, role="contributor")

    def upload(who: User) -> Any:
        client.force_login(who)
        file = SimpleUploadedFile("a.txt", b"1")
        data = {"title": "表", "file": file, "collection": county.shiqiao.collection_id}
        return client.post(reverse("wagtaildocs:add"), data)

    contributor, manager = person(county, "contributor"), person(county, "manager")
    assert "此处不接受 .txt 文件" in upload(contributor).content.decode()
    assert Attachment.objects.count() == 0
    assert upload(manager).status_code == 302
    assert Attachment.objects.count() == 1
    kind = {"name": "a.pdf", "size": 2 * MEGABYTE, "kind": "attachment", "subsite": county.shiqiao}
    refuse_upload(**kind, by=manager)
    with pytest.raises(ValidationError):
        refuse_upload(**kind, by=contributor)


def test_links_go_by_role_and_a_colleague_s_links_stay(county: County, client: Client) -> None:
    say("external_links", Rule.FORBIDDEN, role="contributor")
    page = make_article(county.home("shiqiao").get_children().get(slug="news").specific, "防汛")
    client.force_login(person(county, "contributor"))
    assert list(edit(client, page).context_data["form"].errors) == ["body"]
    assert page.get_latest_revision() is None
    client.force_login(person(county, "approver"))
    assert edit(client, page).status_code == 302
    client.force_login(person(county, "contributor"))
    assert edit(client, page, title="防汛通知").status_code == 302
    assert type(page).objects.get(pk=page.pk).get_latest_revision_as_object().title == "防汛通知"


def test_comments_go_by_role(county: County, client: Client) -> None:
    say("comments", Rule.FORBIDDEN, role="contributor")
    page = make_article(county.home("shiqiao").get_children().get(slug="news").specific, "防汛")
    shown = {}
    for role in ("contributor", "reviewer"):
        client.force_login(person(county, role))
        html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        shown[role] = "wagtailadmin/js/comments.js" in html
    assert shown == {"contributor": False, "reviewer": True}


def test_a_rule_for_a_role_is_previewed_applied_recorded_and_reverted(county: County, client: Client) -> None:
    centre = UserFactory(role="central_administrator", role__subsite=county.portal)
    client.force_login(centre)
    data = {"attachment_size|contributor": "5", "external_links|contributor": "forbidden"}
    answer = client.post(f"{reverse('policy')}?scope=subsite-shiqiao", data)
    found = answer.context_data["preview"]
    assert [(line.what, line.where, line.before, line.after) for line in found.lines] == [
        ("外部网站链接（信息员）", "石桥镇", "未作规定", "禁止"),
        ("附件大小（信息员）", "石桥镇", "未作规定", "5 MB"),
    ]
    assert [(effect.text, effect.subsites, effect.loses) for effect in found.effects] == [
        ("外部网站链接（信息员）：今后不能使用。", ("石桥镇",), True),
        (
            "附件大小（信息员）：今后不再接受超过 5 MB 的文件（此前为 50 MB）。已有超限文件 0 个，予以保留。",
            ("石桥镇",),
            True,
        ),
    ]
    assert PolicyRule.objects.count() == 0
    context = answer.context_data
    client.post(
        reverse("policy_apply"),
        {"changes": context["changes"], "token": str(found.token), "scope": "subsite-shiqiao"},
    )
    assert sorted(PolicyRule.objects.values_list("item", "role", "rule", "value")) == [
        ("attachment_size", "contributor", "allowed", 5),
        ("external_links", "contributor", "forbidden", None),
    ]
    audited = AuditRecord.objects.get(action="policy.changed")
    assert {change["role"] for change in audited.data["changes"]} == {Role.CONTRIBUTOR.value}
    shown = client.get(f"{reverse('policy')}?scope=subsite-shiqiao").content.decode()
    assert "按角色另作规定" in shown
    assert "已规定 1 项" in shown
    assert 'aria-label="附件大小（信息员）"' in shown
    revert_changes(change_set=PolicyChangeSet.objects.get(), by=centre)
    assert PolicyRule.objects.count() == 0


def test_the_office_reads_what_holds_for_a_role(county: County, client: Client) -> None:
    say("comments", Rule.FORBIDDEN, role="contributor")
    client.force_login(person(county, "manager"))
    rows = client.get(reverse("policy_office", args=["shiqiao"])).context_data["rows"]
    by_role = {row["item"].slug: row["by_role"] for row in rows}
    assert by_role["comments"] == [("信息员", "不可使用")]
    assert by_role["external_links"] == []
