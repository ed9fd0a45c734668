"""pytest fixtures that every test may use, an outside plugin's too: `pytest_plugins = ["core.testing.fixtures"]`."""

from typing import Any

import pytest

from core.testing.county import County, build_test_county


@pytest.fixture
def county(db: Any) -> County:
    """The small county of core.testing.county."""
    from django.core.cache import cache

    cache.clear()
    return build_test_county()
