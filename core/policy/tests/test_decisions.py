"""What policy says: the nearest rule counts, and the office decides only where it may."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from core.access.actors import SYSTEM
from core.access.roles import Role
from core.audit.models import AuditRecord
from core.policy.decisions import Decision, Level, policy, weigh
from core.policy.items import DecisionItem
from core.policy.models import PolicyChoice, PolicyRule
from core.policy.plans import Change
from core.policy.rules import Held, Rule, RuleKey
from core.policy.services import change_policy, choose
from core.testing.county import County
from core.testing.factories import UserFactory


def say(item: str, rule: Rule | None, value: object = None, **scope: object) -> None:
    change_policy(changes=[Change(RuleKey(item, **scope), rule, value)], by=SYSTEM)  # type: ignore[arg-type]


def test_where_nothing_is_said_the_default_holds(county: County) -> None:
    assert policy("comments", subsite=county.shiqiao) == Decision(
        "comments", Rule.ALLOWED, True, None, False, Level.DEFAULT
    )
    assert policy("attachment_size", subsite=county.shiqiao).value == 50


def test_the_subsite_goes_before_its_profile_before_the_county(county: County) -> None:
    say("external_links", Rule.FORBIDDEN)
    say("external_links", Rule.FORCED, profile="township")
    say("external_links", Rule.ALLOWED, subsite_id=county.baijie.pk)
    found = {
        name: (decision.rule.value, decision.on, decision.level.value)
        for name in ("finance", "shiqiao", "baijie")
        if (decision := policy("external_links", subsite=getattr(county, name)))
    }
    assert found == {
        "finance": ("forbidden", False, "county"),
        "shiqiao": ("forced", True, "profile"),
        "baijie": ("allowed", True, "subsite"),
    }


def test_a_role_s_own_rule_goes_before_the_rule_for_all_of_the_same_scope(county: County) -> None:
    say("publish_without_review", Rule.FORBIDDEN, profile="township")
    say("publish_without_review", Rule.FORCED, profile="township", role=Role.APPROVER.value)
    say("publish_without_review", Rule.FORBIDDEN, subsite_id=county.baijie.pk)
    ask = [
        policy("publish_without_review", subsite=subsite, role=role).on
        for subsite in (county.shiqiao, county.baijie)
        for role in ("approver", "manager", "")
    ]
    assert ask == [True, False, False, False, False, False]


def test_the_office_decides_where_it_may(county: County) -> None:
    manager = UserFactory(role="manager", role__subsite=county.shiqiao)
    assert choose(item="comments", subsite=county.shiqiao, on=False, by=manager) is True
    assert choose(item="comments", subsite=county.shiqiao, on=False, by=manager) is False
    assert policy("comments", subsite=county.shiqiao).on is False
    assert policy("comments", subsite=county.shiqiao).level == Level.OFFICE
    assert policy("comments", subsite=county.baijie).on is True
    assert AuditRecord.objects.filter(action="policy.chosen", actor=manager).count() == 1
    with pytest.raises(PermissionDenied):
        choose(item="comments", subsite=county.baijie, on=False, by=manager)


@pytest.mark.parametrize("rule", [Rule.FORCED, Rule.FORBIDDEN])
def test_what_is_forced_or_forbidden_is_not_the_office_s(county: County, rule: Rule) -> None:
    manager = UserFactory(role="manager", role__subsite=county.shiqiao)
    choose(item="comments", subsite=county.shiqiao, on=rule == Rule.FORBIDDEN, by=SYSTEM)
    say("comments", rule)
    assert policy("comments", subsite=county.shiqiao).on is (rule == Rule.FORCED)
    with pytest.raises(ValidationError):
        choose(item="comments", subsite=county.shiqiao, on=True, by=manager)


def test_hostnames_and_plugins_are_not_chosen_here(county: County) -> None:
    for item in ("hostname", "plugin.notices", "attachment_size"):
        with pytest.raises(ValidationError):
            choose(item=item, subsite=county.shiqiao, on=False, by=SYSTEM)
    assert PolicyChoice.objects.count() == 0


@pytest.mark.parametrize(
    "change",
    [
        Change(RuleKey("nothing"), Rule.FORCED),
        Change(RuleKey("comments", profile="village"), Rule.FORCED),
        Change(RuleKey("comments", subsite_id=999999), Rule.FORCED),
        Change(RuleKey("hostname", role="manager"), Rule.FORBIDDEN),
        Change(RuleKey("hostname"), Rule.FORCED),
        Change(RuleKey("attachment_size"), Rule.ALLOWED, 51),
        Change(RuleKey("attachment_size"), Rule.ALLOWED, "many"),
        Change(RuleKey("attachment_size"), Rule.FORCED, 5),
        Change(RuleKey("attachment_types"), Rule.ALLOWED, ["pdf", "exe"]),
        Change(RuleKey("attachment_types"), Rule.ALLOWED, "pdf"),
    ],
)
def test_rules_that_mean_nothing_are_refused(county: County, change: Change) -> None:
    with pytest.raises(ValidationError):
        change_policy(changes=[Change(RuleKey("comments"), Rule.FORCED), change], by=SYSTEM)
    assert PolicyRule.objects.count() == 0
    assert AuditRecord.objects.filter(action="policy.changed").count() == 0


def test_an_unknown_item_is_a_mistake_not_a_no(county: County) -> None:
    with pytest.raises(ValueError, match="no policy item 'coments'"):
        policy("coments", subsite=county.shiqiao)


ITEM = DecisionItem(slug="item", label="Item", roles=("approver",))
KEYS = st.sampled_from(["county", "profile", "other", "subsite"]), st.sampled_from(["", "approver"])


@dataclass(frozen=True)
class Township:
    """As much of a subsite as weighing looks at."""

    id: int = 7
    profile: str = "township"


@given(said=st.dictionaries(st.tuples(*KEYS), st.sampled_from(list(Rule)), max_size=8), role=KEYS[1])
def test_one_rule_counts_whatever_is_said(said: dict[tuple[str, str], Rule], role: str) -> None:
    entry: Any = Township()
    scopes = {
        "county": {},
        "profile": {"profile": entry.profile},
        "other": {"profile": "department"},
        "subsite": {"subsite_id": entry.id},
    }
    rules = {
        RuleKey("item", role=of, **scopes[where]): Held(rule)  # type: ignore[arg-type]
        for (where, of), rule in said.items()
    }
    order = [
        said.get((where, of))
        for where in ("subsite", "profile", "county")
        for of in ([role, ""] if role else [""])
    ]
    expected = next((rule for rule in order if rule is not None), Rule.ALLOWED)
    assert weigh(ITEM, entry, rules, {}, role).rule == expected
