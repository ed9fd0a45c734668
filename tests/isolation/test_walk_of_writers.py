"""The walk as contributor, reviewer and approver."""

import pytest

from tests.isolation.findings import keep
from tests.isolation.offices import World
from tests.isolation.table import written
from tests.isolation.walk import Walker


@pytest.mark.parametrize("person", ["contributor", "reviewer", "approver"])
def test_walk(world: World, person: str) -> None:
    found = Walker(world, person).walk(written())
    keep(found)
    assert found.controls
