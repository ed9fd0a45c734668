"""A county with look-ups on in Shiqiao, and no waiting between tries."""

import pytest

from core.access.actors import SYSTEM
from core.plugin_api import enable_plugin
from plugins.queries.sources import calling


@pytest.fixture
def waits(monkeypatch):
    """What would have been waited between tries."""
    found: list[float] = []
    monkeypatch.setattr(calling, "wait", found.append)
    return found


@pytest.fixture
def office(county):
    enable_plugin(subsite=county.shiqiao, slug="queries", by=SYSTEM)
    return county.shiqiao


@pytest.fixture(autouse=True)
def no_pace(settings):
    settings.QUERIES_ANSWER_STEP = 0
