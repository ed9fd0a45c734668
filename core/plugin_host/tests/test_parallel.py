"""Switching from several connections at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from core.access.actors import SYSTEM
from core.audit.models import AuditRecord
from core.plugin_api import disable_plugin, enable_plugin, is_enabled, set_policy
from core.plugin_host.models import PluginSwitch
from core.policy.models import PolicyRule
from core.testing.county import County


def together(*works: Callable[[], bool]) -> list[bool]:
    """Run each in a thread, and so on a connection, of its own, all starting at once."""
    barrier = Barrier(len(works))

    def run(work: Callable[[], bool]) -> bool:
        try:
            barrier.wait(timeout=20)
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


@pytest.mark.django_db(transaction=True)
def test_the_same_switch_from_many_sides_is_one_switch(county: County) -> None:
    changed = together(
        *[lambda: enable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM) for _ in range(6)]
    )
    assert sorted(changed) == [False] * 5 + [True]
    assert PluginSwitch.objects.filter(slug="notices").count() == 1
    assert AuditRecord.objects.filter(action="plugin.enabled").count() == 1


@pytest.mark.django_db(transaction=True)
def test_switches_of_different_subsites_are_all_kept(county: County) -> None:
    subsites = [county.portal, county.shiqiao, county.baijie, county.finance]
    changed = together(
        *[
            lambda subsite=subsite: enable_plugin(subsite=subsite, slug="notices", by=SYSTEM)
            for subsite in subsites
        ]
    )
    assert changed == [True] * 4
    assert [is_enabled("notices", subsite) for subsite in subsites] == [True] * 4


@pytest.mark.django_db(transaction=True)
def test_on_and_off_leave_what_the_last_one_said(county: County) -> None:
    together(
        *[lambda: enable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM) for _ in range(3)],
        *[lambda: disable_plugin(subsite=county.shiqiao, slug="notices", by=SYSTEM) for _ in range(3)],
    )
    last = AuditRecord.objects.filter(action__startswith="plugin.").order_by("-pk").first()
    assert last is not None
    assert is_enabled("notices", county.shiqiao) is (last.action == "plugin.enabled")


@pytest.mark.django_db(transaction=True)
def test_the_same_policy_from_many_sides_is_one_policy(county: County) -> None:
    changed = together(
        *[lambda: set_policy(slug="notices", rule="forced", profile="township", by=SYSTEM) for _ in range(4)]
    )
    assert sorted(changed) == [False] * 3 + [True]
    assert PolicyRule.objects.count() == 1
