"""The contract suite, and what only this plugin does."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from lost_property.models import Find, State
from lost_property.services import hand_on_overdue, write_down

from core.plugin_api import SYSTEM
from core.testing.contract import PluginContract
from core.testing.contract_base import PluginTests
from core.testing.county import County
from core.testing.factories import User


class TestContract(PluginContract):
    slug = "lost_property"


@pytest.mark.django_db
class TestFinds(PluginTests):
    slug = "lost_property"

    def test_only_who_may_writes_down(self, enabled: County, manager_off: User) -> None:
        with pytest.raises(PermissionDenied):
            write_down(subsite=enabled.shiqiao, thing="雨伞", place="大厅", by=manager_off)
        assert Find.objects.count() == 0

    def test_only_what_waited_too_long_is_handed_on(self, enabled: County, manager_on: User) -> None:
        today = timezone.localdate()
        old, new = (
            write_down(
                subsite=enabled.shiqiao,
                thing=thing,
                place="大厅",
                by=manager_on,
                found_on=today - timedelta(days),
            )
            for thing, days in (("雨伞", 31), ("钱包", 30))
        )
        assert hand_on_overdue(subsite=enabled.shiqiao, days=30, by=SYSTEM) == 1
        old.refresh_from_db()
        new.refresh_from_db()
        assert (old.state, new.state) == (State.HANDED_ON, State.WAITING)
