"""Switching plugins and setting policy."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from core.access.actors import SYSTEM
from core.audit.models import AuditRecord
from core.plugin_api import (
    PluginDisabled,
    PluginEnabled,
    disable_plugin,
    enable_plugin,
    is_enabled,
    set_policy,
)
from core.plugin_host import policy
from core.plugin_host.models import PluginSwitch
from core.plugin_host.refusals import PluginRefusal
from core.plugin_host.state import Reason, states
from core.policy.models import PolicyRule
from core.tenancy.table import subsite_table
from core.testing.county import County
from core.testing.factories import UserFactory


def reason(county: County, slug: str) -> Reason:
    return states(subsite_table())[getattr(county, slug).pk]["notices"].reason


def test_a_switch_is_seen_at_once_on_its_subsite_alone(county: County) -> None:
    assert enable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM) is True
    assert is_enabled("notices", county.shiqiao) is True
    assert is_enabled("notices", county.baijie) is False
    assert is_enabled("notices", county.portal) is False
    assert disable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM) is True
    assert is_enabled("notices", county.shiqiao) is False


def test_switching_twice_is_switching_once(county: County) -> None:
    enable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM)
    assert enable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM) is False
    assert PluginSwitch.objects.count() == 1
    assert AuditRecord.objects.filter(action="plugin.enabled").count() == 1


def test_a_switch_is_audited_with_person_and_subsite(county: County) -> None:
    manager = UserFactory(role="manager", role__subsite=county.shiqiao)
    enable_plugin(subsite=county.shiqiao, slug="notices", by=manager)
    found = AuditRecord.objects.get(action="plugin.enabled")
    assert (found.actor, found.subsite_id, found.data) == (manager, county.shiqiao.pk, {"plugin": "notices"})
    assert PluginSwitch.objects.get().changed_by == manager


def test_only_who_manages_the_subsite_may_switch(county: County) -> None:
    manager = UserFactory(role="manager", role__subsite=county.shiqiao)
    contributor = UserFactory(role="contributor", role__subsite=county.baijie)
    for person in (manager, contributor):
        with pytest.raises(PermissionDenied):
            enable_plugin(subsite=county.baijie, slug="notices", by=person)
    assert PluginSwitch.objects.count() == 0


def test_an_unknown_plugin_is_refused(county: County) -> None:
    with pytest.raises(PluginRefusal):
        enable_plugin(subsite=county.shiqiao, slug="nothing", by=SYSTEM)


@pytest.mark.parametrize("rule", ["forced", "forbidden"])
def test_central_policy_goes_before_the_switch(county: County, rule: str) -> None:
    set_policy(slug="notices", rule=rule, profile="township", by=SYSTEM)
    on = rule == "forced"
    assert is_enabled("notices", county.shiqiao) is on
    assert is_enabled("notices", county.finance) is False
    with pytest.raises(PluginRefusal):
        (disable_plugin if on else enable_plugin)(subsite=county.shiqiao, slug="notices", by=SYSTEM)


def test_an_exception_for_a_subsite_goes_before_its_profile(county: County) -> None:
    set_policy(slug="notices", rule="forced", profile="township", by=SYSTEM)
    set_policy(slug="notices", rule="forbidden", subsite=county.baijie, by=SYSTEM)
    assert (is_enabled("notices", county.shiqiao), is_enabled("notices", county.baijie)) == (True, False)
    assert reason(county, "baijie") == Reason.FORBIDDEN
    set_policy(slug="notices", rule=None, subsite=county.baijie, by=SYSTEM)
    assert is_enabled("notices", county.baijie) is True


def test_what_the_centre_unsays_falls_back_to_the_switch(county: County) -> None:
    enable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM)
    set_policy(slug="notices", rule="forbidden", profile="township", by=SYSTEM)
    assert is_enabled("notices", county.shiqiao) is False
    set_policy(slug="notices", rule=None, profile="township", by=SYSTEM)
    assert is_enabled("notices", county.shiqiao) is True


def test_only_the_centre_sets_policy(county: County) -> None:
    manager = UserFactory(role="manager", role__subsite=county.portal)
    centre = UserFactory(role="central_administrator", role__subsite=county.portal)
    with pytest.raises(PermissionDenied):
        set_policy(slug="notices", rule="forced", profile="township", by=manager)
    assert set_policy(slug="notices", rule="forced", profile="township", by=centre) is True
    assert set_policy(slug="notices", rule="forced", profile="township", by=centre) is False
    assert AuditRecord.objects.filter(action="policy.changed").count() == 1


def test_policy_is_not_for_a_profile_and_a_subsite_at_once(county: County) -> None:
    with pytest.raises(ValidationError):
        set_policy(slug="notices", rule="forced", by=SYSTEM, profile="township", subsite=county.baijie)
    assert PolicyRule.objects.count() == 0


def test_policy_for_the_county_reaches_where_nothing_nearer_is_said(county: County) -> None:
    set_policy(slug="notices", rule="forced", by=SYSTEM)
    set_policy(slug="notices", rule="forbidden", profile="township", by=SYSTEM)
    assert (is_enabled("notices", county.finance), is_enabled("notices", county.shiqiao)) == (True, False)


@pytest.mark.parametrize(
    "values",
    [
        {"item": "", "rule": "forced"},
        {"item": "plugin.notices", "rule": "sometimes", "profile": "township"},
    ],
)
def test_the_database_refuses_policies_that_mean_nothing(county: County, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyRule.objects.create(**values)


def test_events_follow_the_commit(
    county: County, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr(policy, "publish", told.append)
    enable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM)
    set_policy(slug="notices", rule="forbidden", profile="township", by=SYSTEM)
    set_policy(slug="notices", rule="forced", profile="department", by=SYSTEM)
    assert told == [
        PluginEnabled(subsite_id=county.shiqiao.pk, slug="notices"),
        PluginDisabled(subsite_id=county.shiqiao.pk, slug="notices"),
        PluginEnabled(subsite_id=county.finance.pk, slug="notices"),
    ]
