"""pytest fixtures that every test may use, an outside plugin's too: `pytest_plugins = ["core.testing.fixtures"]`."""

from collections.abc import Iterator
from typing import Any

import pytest

from core.testing.county import County, build_test_county, standing_county
from core.testing.databases import county_is_there
from core.testing.upstream import Upstream


@pytest.fixture
def county(db: Any, request: pytest.FixtureRequest) -> County:
    """The small county of core.testing.county; built once where core.testing.databases is in use."""
    from django.core.cache import cache

    cache.clear()
    return standing_county() if county_is_there(request.config) else build_test_county()


@pytest.fixture
def upstream(settings: Any) -> Iterator[Upstream]:
    """A real HTTP server in a process of its own that may be asked; see core.testing.upstream."""
    with Upstream() as server:
        settings.OUTGOING_INTERNAL = [*settings.OUTGOING_INTERNAL, server.authority]
        yield server
