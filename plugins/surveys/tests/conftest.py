"""An office with a chain of one step, and its people."""

import pytest

from core.access.actors import SYSTEM
from core.plugin_api import enable_plugin
from core.testing.review_ways import chain_on
from plugins.surveys.clearing import KIND


@pytest.fixture
def office(county):
    enable_plugin(subsite=county.shiqiao, slug="surveys", by=SYSTEM)
    return county.shiqiao


@pytest.fixture
def people(office):
    return chain_on(office, KIND)


@pytest.fixture
def on(county):
    enable_plugin(subsite=county.shiqiao, slug="surveys", by=SYSTEM)
    return county
