"""What every test of the project has: databases by copying, and files of its own."""

from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.test import override_settings
from django.utils.translation import deactivate

from core.tenancy.holding import forget, is_held

# A busy machine is no fault: no test depends on the time it takes.
hypothesis.settings.register_profile("countywide", deadline=None)
hypothesis.settings.load_profile("countywide")

pytest_plugins = ["core.testing.databases", "core.testing.fixtures"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in tests/e2e."""
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session", autouse=True)
def _media_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Uploads of tests never land among a person's own."""
    folder = tmp_path_factory.mktemp("media")
    with override_settings(MEDIA_ROOT=folder):
        yield folder


@pytest.fixture(autouse=True)
def _language_of_its_own() -> Iterator[None]:
    """A request leaves its thread in the visitor's language, which words of the tests after it would be in."""
    yield
    deactivate()


@pytest.fixture(autouse=True)
def _no_response_left_open() -> Iterator[None]:
    """A streamed response that no one read holds its request's view of the county in the tests after it."""
    yield
    if is_held():
        forget()
        pytest.fail("A response was left open: read it to its end, or close it.")
