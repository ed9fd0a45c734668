"""The walk as secrecy reviewer, auditor and visitor."""

import pytest

from tests.isolation.findings import chosen, keep
from tests.isolation.offices import World
from tests.isolation.table import all_surfaces
from tests.isolation.walk import Walker


@pytest.mark.parametrize("person", ["secrecy_reviewer", "auditor", "visitor"])
def test_walk(world: World, person: str) -> None:
    found = Walker(world, person).walk(chosen(all_surfaces()))
    keep(found)
    assert found.leaks == []
    assert found.missing == []
    assert found.controls
