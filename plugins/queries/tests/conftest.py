"""An office with a chain of one step, and its people."""

import pytest

from core.access.actors import SYSTEM
from core.plugin_api import enable_plugin
from core.testing.review_ways import chain_on
from plugins.queries import KIND, SOURCE_KIND
from plugins.queries.tests.factories import VILLAGES

CORRECTED = VILLAGES.replace("太平村,511703116202,1200", "太平村,511703116202,1250").replace(
    "百节镇,乌梅村,511703117201,\n", "百节镇,新建村,511703117202,60\n"
)


@pytest.fixture
def office(county):
    enable_plugin(subsite=county.shiqiao, slug="queries", by=SYSTEM)
    return county.shiqiao


@pytest.fixture
def people(office):
    return chain_on(office, KIND)


@pytest.fixture
def source_chain(office, people):
    from core.review.services import set_rule

    set_rule(by=SYSTEM, subsite=office, kind=SOURCE_KIND, approval_hours=4)


@pytest.fixture
def reading(monkeypatch):
    """What the source's file says."""
    from plugins.queries.sources.provider import Fetched

    def put(text):
        monkeypatch.setattr(
            "plugins.queries.sources.services.read_all", lambda source: Fetched(text.encode(), "a.csv")
        )

    return put
