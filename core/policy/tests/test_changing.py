"""Changing policy: all or nothing, seen at once, audited, from several sides at the same moment."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core.access.actors import SYSTEM
from core.audit.models import AuditRecord
from core.plugin_api import enable_plugin, is_enabled
from core.policy.decisions import policy
from core.policy.models import PolicyChange, PolicyChangeSet, PolicyRule
from core.policy.plans import Change
from core.policy.rules import Rule, RuleKey
from core.policy.services import PolicyMoved, change_policy
from core.tenancy.models import TenancyRevision
from core.testing.county import County
from core.testing.factories import UserFactory

CHANGES = [
    Change(RuleKey("comments"), Rule.FORBIDDEN),
    Change(RuleKey("attachment_size", profile="township"), Rule.ALLOWED, "5"),
    Change(RuleKey("plugin.notices", profile="township"), Rule.FORCED),
]


def test_a_change_set_is_applied_whole_and_audited(county: County) -> None:
    centre = UserFactory(role="central_administrator", role__subsite=county.portal)
    made = change_policy(changes=CHANGES, by=centre, note="试行")
    assert made is not None
    assert (policy("comments", subsite=county.finance).on, is_enabled("notices", county.shiqiao)) == (
        False,
        True,
    )
    assert policy("attachment_size", subsite=county.shiqiao).value == 5
    assert [(row.key, row.before, row.after) for row in made.changes.all()] == [
        (CHANGES[0].key, None, {"rule": "forbidden", "value": None}),
        (CHANGES[1].key, None, {"rule": "allowed", "value": 5}),
        (CHANGES[2].key, None, {"rule": "forced", "value": None}),
    ]
    audited = AuditRecord.objects.get(action="policy.changed")
    assert (audited.actor, audited.target_id, audited.data["note"]) == (centre, str(made.pk), "试行")
    assert change_policy(changes=CHANGES, by=centre) is None
    assert PolicyChangeSet.objects.count() == 1


def test_nothing_is_changed_when_one_part_is_refused(county: County) -> None:
    with pytest.raises(ValidationError):
        change_policy(changes=[*CHANGES, Change(RuleKey("plugin.unknown"), Rule.FORCED)], by=SYSTEM)
    assert PolicyRule.objects.count() == 0


def test_only_the_centre_changes_policy(county: County) -> None:
    for person in (
        UserFactory(role="manager", role__subsite=county.portal),
        UserFactory(role="auditor", role__subsite=county.portal),
    ):
        with pytest.raises(PermissionDenied):
            change_policy(changes=CHANGES, by=person)
    assert PolicyChange.objects.count() == 0


def test_what_changed_after_the_preview_is_looked_at_again(county: County) -> None:
    token = TenancyRevision.objects.get().token
    enable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM)
    with pytest.raises(PolicyMoved):
        change_policy(changes=CHANGES, by=SYSTEM, expected=token)
    with pytest.raises(PolicyMoved):
        change_policy(changes=CHANGES, by=SYSTEM, expected=uuid4())
    assert change_policy(changes=CHANGES, by=SYSTEM, expected=TenancyRevision.objects.get().token) is not None
