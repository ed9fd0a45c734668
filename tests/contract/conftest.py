"""Where a run collects a plugin's own contract tests too, each of them runs once: among the plugin's own."""

import pytest

from tests.contract.proving import each_once


@pytest.hookimpl(trylast=True)  # after -k and -m have chosen: a test that they leave out proves nothing
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out of the general tests what plugins prove themselves in this very run, test by test.

    A plugin that has no tests of its own here, or whose class changes the suite, stays among the general ones.
    """
    items[:] = each_once(items)
