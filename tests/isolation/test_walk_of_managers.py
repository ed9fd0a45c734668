"""The walk as manager, moved and both."""

import pytest

from tests.isolation.findings import keep
from tests.isolation.offices import World
from tests.isolation.table import written
from tests.isolation.walk import Walker


@pytest.mark.parametrize("person", ["manager", "moved", "both"])
def test_walk(world: World, person: str) -> None:
    found = Walker(world, person).walk(written())
    keep(found)
    assert found.controls
