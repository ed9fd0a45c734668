"""The county with the interviews on for Shiqiao and finance, and off for Baijie."""

import pytest

from core.access.actors import SYSTEM
from core.plugin_api import disable_plugin, enable_plugin


@pytest.fixture
def on(county):
    for subsite in (county.shiqiao, county.finance):
        enable_plugin(subsite=subsite, slug="interviews", by=SYSTEM)
    disable_plugin(subsite=county.baijie, slug="interviews", by=SYSTEM)
    return county
